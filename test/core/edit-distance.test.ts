import { expect, test } from 'vitest';
import { editDistance } from '../../src/core/edit-distance.js';

test.each([
  ['', '', 0],
  ['', 'wiz', 3],
  ['wiz', '', 3],
  ['port', 'port', 0],
  ['prot', 'port', 1],
  ['wizz', 'wiz', 1],
  ['stricness', 'strictness', 1],
  ['audoi', 'audio', 1],
  ['kitten', 'sitting', 3],
])('%j and %j are %d typing errors apart', (a, b, errors) => {
  expect(editDistance(a, b)).toBe(errors);
  expect(editDistance(b, a)).toBe(errors);
});
