import { describe, expect, test } from 'vitest';
import { PluckDetector } from '../../../../src/plugins/audio/engine/pluck-detector.js';
import { noise, SAMPLE_RATE, silence, string } from './listening.js';
import { hopsOf, mix } from './signals.js';

const HOP = 128;

interface Pluck {
  /** Where it began, samples. */
  readonly at: number;
  readonly rise: number;
}

/** All plucks that are heard while a string with this period sounds. */
function plucksIn(samples: ArrayLike<number>, period = 0): Pluck[] {
  const detector = new PluckDetector(SAMPLE_RATE, HOP);
  const plucks: Pluck[] = [];
  hopsOf(samples, HOP).forEach((hop, i) => {
    detector.process(hop, { period });
    if (detector.hasPluck) plucks.push({ at: (i + 1) * HOP - detector.age, rise: detector.riseDb });
  });
  return plucks;
}

/** Silence, or what else sounds, with strings plucked into it. */
function playing(background: ArrayLike<number>, ...plucks: [at: number, hertz: number][]): Float64Array {
  return mix(background, ...plucks.map(([at, hertz]) => [...silence(at), ...string(hertz, 0.8 - at)]));
}

describe('a pluck', () => {
  test.each([0.3, 0.3007, 0.3019])('at %s s is dated to two milliseconds, in the hop that holds it', (at) => {
    const [first] = plucksIn(playing(silence(0.8), [at, 196]));
    expect(Math.abs((first?.at ?? 0) / SAMPLE_RATE - at)).toBeLessThan(0.002);
    expect(first?.rise).toBeGreaterThan(20);
  });

  test('is heard through noise, and another string while the first one fades', () => {
    const plucks = plucksIn(playing(noise(0.8, 0.002), [0.2, 110], [0.5, 659.26]), 1 / 110);
    expect(plucks.map(({ at }) => (at / SAMPLE_RATE).toFixed(2))).toEqual(['0.20', '0.50']);
  });
});

describe('no pluck', () => {
  test('are the pulses of a low string whose period is known', () => {
    const pulses = silence(1);
    for (let i = 5000; i < pulses.length; i += Math.round(SAMPLE_RATE / 41.2))
      for (let k = 0; k < 100; k++) pulses[i + k] = 0.5 * Math.exp(-k / 20);
    expect(plucksIn(pulses, 1 / 41.2)).toHaveLength(1);
    expect(plucksIn(pulses).length).toBeGreaterThan(20);
  });

  test.each([
    ['silence', silence(0.5)],
    ['noise that goes on', noise(0.5, 0.1).subarray(2000)],
    ['a string that swells', string(196, 0.5).map((sample, i) => sample * (i / SAMPLE_RATE) ** 2)],
  ])('is %s', (_, samples) => {
    expect(plucksIn(samples).filter(({ at }) => at > 0.05 * SAMPLE_RATE)).toEqual([]);
  });
});

test('the steepest rise of late is dated to three milliseconds', () => {
  const detector = new PluckDetector(SAMPLE_RATE, HOP);
  const sound = playing(silence(0.8), [0.3, 196]).subarray(0, 0.315 * SAMPLE_RATE);
  const hops = hopsOf(sound, HOP);
  for (const hop of hops) detector.process(hop, { period: 0 });
  const at = (hops.length * HOP - detector.ageOfSteepestRise(18)) / SAMPLE_RATE;
  expect(Math.abs(at - 0.3)).toBeLessThan(0.003);
});
