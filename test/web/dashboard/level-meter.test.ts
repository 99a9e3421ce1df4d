import { expect, test } from 'vitest';
import { levelOf } from '../../../web/dashboard/level-meter.js';
import { note } from '../support/notes.js';

test('a note of a pickup is as loud as it was struck, until it ends', () => {
  expect(levelOf(note({ velocity: 127 }))).toBe(0);
  expect(levelOf(note({ velocity: 64 }))).toBeCloseTo(-11.9, 1);
  expect(levelOf(note({ velocity: 64, phase: 'released' }))).toBeNull();
});

test('a note without a velocity leaves the level to whoever measures it', () => {
  expect(levelOf(note({ velocity: null }))).toBeNull();
  expect(levelOf(null)).toBeNull();
});
