import { expect, test } from 'vitest';
import { listen, noteOff, noteOn, pitch, released } from './scripts.js';

test('a MIDI note stays in tune whatever A4 is, also after its bend went back', () => {
  const bent = pitch(50, 69, { noteId: 'a', noteNumber: 69 });
  const events = listen([noteOn(0, 69, { noteId: 'a' }), bent, noteOff(500, 'a')], { a4: 432 });
  expect(released(events).cents).toBeCloseTo(0, 6);
});
