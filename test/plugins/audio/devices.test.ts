import { expect, test } from 'vitest';
import { isOftenBuiltIn } from '../../../src/plugins/audio/devices.js';

test.each([
  ['Built-in Audio Analog Stereo', true],
  ['Cannon Lake PCH cAVS Digital Microphone', true],
  ['HDA Intel PCH, ALC257 Analog', true],
  ['MacBook Pro Microphone', true],
  ['Microphone Array (Realtek(R) Audio)', true],
  ['Scarlett 2i2 USB', false],
  ['Rocksmith USB Guitar Adapter, USB Audio', false],
  ['Monitor of Null Output', false],
])('%s may hear talk as well: %s', (name, isBuiltIn) => {
  expect(isOftenBuiltIn(name)).toBe(isBuiltIn);
});
