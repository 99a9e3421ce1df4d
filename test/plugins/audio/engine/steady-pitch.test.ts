import { describe, expect, test } from 'vitest';
import type { HeardHop } from '../../../../src/plugins/audio/engine/heard-hop.js';
import { isSamePitch, namesOneFret, SteadyPitch } from '../../../../src/plugins/audio/engine/steady-pitch.js';
import { RINGING_A } from './heard-hops.js';

function heard(...hops: readonly Partial<HeardHop>[]): SteadyPitch {
  const steady = new SteadyPitch();
  for (const hop of hops) steady.hear({ ...RINGING_A, ...hop });
  return steady;
}

const NONE = { quickPitch: Number.NaN, isNew: false, clarity: 0 };

describe('a pitch', () => {
  test('has agreed with itself since it was first looked at', () => {
    expect(heard({}).hops).toBe(2);
    expect(heard({}, { quickPitch: 57.3 }, { quickPitch: 57.1 }).hops).toBe(4);
  });

  test('a third of a semitone away is another, and counts anew', () => {
    expect(heard({}, {}, { quickPitch: 57.36 }).hops).toBe(1);
    expect([isSamePitch(57, 57.34), isSamePitch(57, 57.36)]).toEqual([true, false]);
  });

  test.each([
    ['none', NONE],
    ['the one from before the pluck', { isNew: false }],
    ['an unclear one', { clarity: 0.71 }],
  ])('is lost with %s', (_, hop) => {
    expect(heard({}, {}, hop).hops).toBe(0);
    expect(heard({}, {}, hop, {}).hops).toBe(2);
  });

  test('moves where it drifts by more than a tenth of a semitone a hop', () => {
    expect(heard({ quickPitch: 57.3 }, { quickPitch: 57.18 }).isMoving).toBe(true);
    expect(heard({ quickPitch: 57.3 }, { quickPitch: 57.22 }).isMoving).toBe(false);
  });
});

describe('a fret is named', () => {
  const named = (hop: Partial<HeardHop>) => namesOneFret({ ...RINGING_A, ...hop });

  test('where the newest period is on the same as the stretch behind it', () => {
    expect(named({ pitch: 57.1, quickPitch: 56.9 })).toBe(true);
    expect(named({ pitch: 57.4, quickPitch: 57.6 })).toBe(false);
  });

  test('between two frets only by a clear pitch: that is how the guitar is tuned', () => {
    expect(named({ pitch: 57.35, quickPitch: 57.35, clarity: 0.94 })).toBe(false);
    expect(named({ pitch: 57.35, quickPitch: 57.35, clarity: 0.96 })).toBe(true);
    expect(named({ pitch: 57.25, quickPitch: 57.25, clarity: 0.94 })).toBe(true);
  });
});
