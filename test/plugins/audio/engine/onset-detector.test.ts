import { describe, expect, test } from 'vitest';
import { Decimator } from '../../../../src/plugins/audio/engine/decimator.js';
import { OnsetDetector } from '../../../../src/plugins/audio/engine/onset-detector.js';
import { SAMPLE_RATE, silence, string } from './listening.js';
import { HIGH_RATE } from './period-ears.js';
import { hopsOf, mix } from './signals.js';

const HOP = 128;
const UNKNOWN = { period: 0, isNew: false, steadySeconds: 0 };

/** When each onset began, in seconds, and how it was heard. */
function onsetsIn(samples: ArrayLike<number>, tracked = UNKNOWN, isAudible = true) {
  const detector = new OnsetDetector(SAMPLE_RATE, HOP, HIGH_RATE, HOP / 2, 1 / 73);
  const halve = new Decimator(HOP, 1);
  detector.isAudible = isAudible;
  detector.referenceDb = -15;
  const onsets: { at: number; heardAfter: number; rise: number }[] = [];
  hopsOf(samples, HOP).forEach((hop, i) => {
    detector.process(hop, halve.process(hop), tracked);
    if (!detector.hasOnset) return;
    const at = ((i + 1) * HOP - detector.age) / SAMPLE_RATE;
    onsets.push({ at, heardAfter: detector.age / SAMPLE_RATE, rise: detector.riseDb });
  });
  return onsets;
}

const times = (onsets: ReturnType<typeof onsetsIn>) => onsets.map(({ at }) => at.toFixed(2));
const later = (seconds: number, sound: ArrayLike<number>) => [...silence(seconds), ...Array.from(sound)];
/** A finger on a string that takes 15 ms to sound: no click. */
const softly = (hertz: number, seconds: number) =>
  string(hertz, seconds, { partials: (number) => (number < 5 ? 1 : 0) }).map(
    (sample, i) => sample * Math.min(1, i / (0.015 * SAMPLE_RATE)) ** 2,
  );

describe('an onset', () => {
  test('of a pick is dated to two milliseconds, heard within a hop, and its click is measured', () => {
    const early = 0.2993; // early in a hop
    const [first, ...more] = onsetsIn(mix(silence(0.8), later(early, string(196, 0.5))));
    expect(more).toEqual([]);
    expect(Math.abs((first?.at ?? 0) - early)).toBeLessThan(0.002);
    expect(first?.heardAfter).toBeLessThanOrEqual(HOP / SAMPLE_RATE);
    expect(first?.rise).toBeGreaterThan(7);
  });

  test('of a soft finger while another string rings is heard by its spectrum, without a click', () => {
    const ringing = string(110, 1);
    const onsets = onsetsIn(mix(ringing, later(0.5, softly(440, 0.5))), { ...UNKNOWN, period: 1 / 110 });
    const [found, ...more] = onsets.filter(({ at }) => at > 0.2);
    expect(more).toEqual([]);
    expect(Math.abs((found?.at ?? 0) - 0.5)).toBeLessThan(0.02);
    expect(found?.rise).toBe(0);
  });

  test('is one though both ears hear it; 12 plucks a second are 12', () => {
    const plucks = Array.from({ length: 12 }, (_, i) => later(0.1 + i / 12, string(196, 1 / 12)));
    expect(times(onsetsIn(mix(...plucks)))).toEqual(
      Array.from({ length: 12 }, (_, i) => (0.1 + i / 12).toFixed(2)),
    );
  });

  test('is none below what is audible, nor in silence', () => {
    expect(onsetsIn(mix(silence(0.8), later(0.3, string(196, 0.5))), UNKNOWN, false)).toEqual([]);
    expect(onsetsIn(silence(0.5))).toEqual([]);
  });

  test('is none where a string repeats itself without a break, whatever the spectrum does', () => {
    const steady = { period: 1 / 110, isNew: true, steadySeconds: 1 };
    const sound = mix(string(110, 1), later(0.5, softly(440, 0.5)));
    expect(onsetsIn(sound, steady).filter(({ at }) => at > 0.2)).toEqual([]);
  });
});
