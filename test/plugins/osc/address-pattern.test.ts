import { expect, test } from 'vitest';
import { isPattern, patternMatcher } from '../../../src/plugins/osc/address-pattern.js';

test.each([
  ['/fretcoach/note', '/fretcoach/note', true],
  ['/fretcoach/note', '/fretcoach/noteoff', false],
  ['/fretcoach/*', '/fretcoach/note', true],
  ['/fretcoach/*', '/fretcoach/pitch/midi', false],
  ['/fretcoach/n*e', '/fretcoach/note', true],
  ['/fretcoach/*e*', '/fretcoach/note', true],
  ['/fretcoach/not?', '/fretcoach/note', true],
  ['/fretcoach/note?', '/fretcoach/note', false],
  ['/?retcoach?note', '/fretcoach/note', false],
  ['/string/[1-3]', '/string/2', true],
  ['/string/[1-3]', '/string/4', false],
  ['/string/[!1-3]', '/string/4', true],
  ['/string/[a-]', '/string/-', true],
  ['/{note,noteoff}', '/noteoff', true],
  ['/{note,noteoff}', '/notes', false],
  ['/{a,ab}c', '/abc', true],
  ['//note', '/fretcoach/note', true],
  ['//note', '/note', true],
  ['/fretcoach//midi', '/fretcoach/pitch/midi', true],
  ['//midi', '/fretcoach/pitch/midi/x', false],
  ['/string/[1-3', '/string/1', false],
  ['/{note', '/note', false],
])('%s asks for %s: %s', (pattern, address, isMatch) => {
  expect(patternMatcher(pattern)(address)).toBe(isMatch);
});

test('a plain address is no pattern', () => {
  expect(isPattern('/fretcoach/note')).toBe(false);
  expect(isPattern('/fretcoach/*')).toBe(true);
  expect(isPattern('//note')).toBe(true);
});

test('the pattern that makes backtracking matchers hang is answered like any other', () => {
  expect(patternMatcher(`/${'*a'.repeat(60)}b`)(`/${'a'.repeat(250)}`)).toBe(false);
  expect(patternMatcher(`/${'*'.repeat(128)}`)('/a')).toBe(false);
});
