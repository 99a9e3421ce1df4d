import { expect, test } from 'vitest';
import { listen, silence, string } from './listening.js';

test('an A string is heard as one A', () => {
  const heard = listen([silence(0.3), string(110, 1), silence(0.3)]);
  expect(heard.notes).toHaveLength(1);
  expect(heard.notes[0]?.noteNumber).toBeCloseTo(45, 1);
});
