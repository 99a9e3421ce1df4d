import { expect, test } from 'vitest';
import { RecentSamples } from '../../../../src/plugins/audio/engine/recent-samples.js';

test('the last seconds of a sound lie in one piece, oldest first, silence before them', () => {
  const recent = new RecentSamples(1000, 0.005);
  expect(recent.sampleRate).toBe(1000);
  recent.append(Float64Array.of(1, 2));
  expect(recent.samples).toEqual(Float64Array.of(0, 0, 0, 1, 2));
  recent.append(Float64Array.of(3, 4));
  recent.append(Float64Array.of(5, 6));
  expect(recent.samples).toEqual(Float64Array.of(2, 3, 4, 5, 6));
});

test('no part of what was asked for is missing: a fraction of a sample is one', () => {
  expect(new RecentSamples(11_025, 0.08).samples).toHaveLength(882);
  expect(new RecentSamples(1000, 0.0041).samples).toHaveLength(5);
});
