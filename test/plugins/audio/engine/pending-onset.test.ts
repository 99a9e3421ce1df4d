import { describe, expect, test } from 'vitest';
import { PendingOnset } from '../../../../src/plugins/audio/engine/pending-onset.js';
import { RINGING_A } from './heard-hops.js';

/** An onset with this click, in dB, over a sound of -30 dBFS; then hops of these levels and growths. */
function onset(rise: number, ...hops: readonly { level: number; growth?: number }[]): PendingOnset {
  const pending = new PendingOnset();
  pending.begin({ ...RINGING_A, onset: 4410, rise, level: -40 }, -30);
  for (const { level, growth = 0 } of hops) pending.hear({ ...RINGING_A, level, growth });
  return pending;
}

describe('an onset', () => {
  test('is awaited until it is cleared', () => {
    const pending = onset(0);
    expect([pending.isAwaited, pending.at]).toEqual([true, 4410]);
    pending.clear();
    expect(pending.isAwaited).toBe(false);
    expect(new PendingOnset().isAwaited).toBe(false);
  });

  test('is as loud as its loudest hop', () => {
    expect(onset(0, { level: -22 }, { level: -12 }, { level: -25 }).level).toBe(-12);
  });

  test('was struck where it clicked, or where the spectrum leapt', () => {
    expect(onset(8, { level: -20 }).wasStruck).toBe(true);
    expect(onset(0, { level: -20, growth: 0.16 }, { level: -20, growth: 0.01 }).wasStruck).toBe(true);
    expect(onset(0, { level: -20, growth: 0.14 }).wasStruck).toBe(false);
  });

  test('is the hand that stops a string where nothing clicked and nothing grew louder', () => {
    expect(onset(0, { level: -31 }).wasStopped).toBe(true);
    expect(onset(0, { level: -29 }).wasStopped).toBe(false);
    expect(onset(8, { level: -31 }).wasStopped).toBe(false);
  });

  test('is dead 14 dB below its loudest', () => {
    const pending = onset(8, { level: -12 });
    expect(pending.isDead({ ...RINGING_A, level: -25.9 })).toBe(false);
    expect(pending.isDead({ ...RINGING_A, level: -26.1 })).toBe(true);
  });

  test('forgets the one before', () => {
    const pending = onset(8, { level: -2, growth: 1 });
    pending.sureSince = 5000;
    pending.maySlide = true;
    pending.begin({ ...RINGING_A, onset: 9000, rise: 0, level: -50 }, -60);
    expect(pending).toMatchObject({
      at: 9000,
      level: -50,
      levelBefore: -60,
      maySlide: false,
      wasStruck: false,
    });
    expect(pending.sureSince).toBeNaN();
  });
});
