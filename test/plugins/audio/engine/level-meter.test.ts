import { describe, expect, test } from 'vitest';
import { decibels, LevelMeter } from '../../../../src/plugins/audio/engine/level-meter.js';
import { noise } from './listening.js';
import { follow, hopsOf, sine } from './signals.js';

const RATE = 44_100;
const HOP = 128;
const HOPS_PER_SECOND = RATE / HOP;

const newMeter = (sensitivity = 0.5) => new LevelMeter(HOPS_PER_SECOND, sensitivity);

function measure(meter: LevelMeter, samples: ArrayLike<number>, isSounding = false): LevelMeter {
  for (const hop of hopsOf(samples, HOP)) meter.measure(hop, isSounding);
  return meter;
}

/** A sine of this RMS level, dBFS. */
const tone = (db: number, seconds: number) =>
  sine(1378.125, RATE, seconds * RATE, Math.SQRT2 * 10 ** (db / 20));
const scaled = (samples: Float64Array, db: number) => samples.map((sample) => sample * 10 ** (db / 20));

describe('the level', () => {
  test('of a full-scale sine is -3 dBFS, of a tenth of it -23', () => {
    expect(measure(newMeter(), sine(1378.125, RATE, 10 * HOP)).levelDb).toBeCloseTo(-3.01, 2);
    expect(measure(newMeter(), sine(1378.125, RATE, 10 * HOP, 0.1)).levelDb).toBeCloseTo(-23.01, 2);
  });

  test('of digital silence is -120 dBFS, and decibels are finite', () => {
    expect(measure(newMeter(), new Float64Array(10 * HOP)).levelDb).toBe(-120);
    expect([decibels(1), decibels(0.5), decibels(0), decibels(1e-13)].map(Math.round)).toEqual([
      0, -3, -120, -120,
    ]);
  });

  test('of one hop answers at once, the level of four after four', () => {
    const meter = measure(newMeter(), new Float64Array(4 * HOP));
    measure(meter, tone(-20, 0.003).subarray(0, HOP));
    expect(meter.hopDb).toBeCloseTo(-20, 1);
    expect(meter.levelDb).toBeCloseTo(-26, 1);
    expect(measure(meter, tone(-20, 0.01)).levelDb).toBeCloseTo(-20, 1);
  });
});

describe('the floor', () => {
  test('is the noise where nobody plays, within 3 dB', () => {
    const { floorDb } = measure(newMeter(), noise(2, Math.sqrt(3) * 10 ** (-60 / 20)));
    expect(Math.abs(floorDb + 60)).toBeLessThan(3);
  });

  test('does not rise to a note that is held for ten seconds', () => {
    const meter = measure(newMeter(), tone(-60, 2));
    expect(measure(meter, tone(-20, 10), true).floorDb).toBeCloseTo(-60, 1);
  });

  test('follows a noise that got louder within two seconds, a softer one at once', () => {
    const meter = measure(newMeter(), tone(-60, 2));
    expect(measure(meter, tone(-40, 1)).floorDb).toBeCloseTo(-60, 1);
    expect(measure(meter, tone(-40, 1)).floorDb).toBeCloseTo(-40, 1);
    expect(measure(meter, tone(-70, 0.1), true).floorDb).toBeCloseTo(-70, 1);
  });
});

describe('the gate', () => {
  /** A quiet room, then a loud note. */
  const playing = follow(tone(-90, 2), tone(-20, 0.5));

  test.each([
    [0, -50],
    [0.5, -65],
    [1, -80],
  ])('at sensitivity %s lies at %s dBFS where the playing is at -20', (sensitivity, gate) => {
    const meter = measure(newMeter(sensitivity), playing);
    expect(meter.referenceDb).toBeCloseTo(-20, 1);
    expect(meter.gateDb).toBeCloseTo(gate, 0);
    expect(meter.closeDb).toBeLessThan(meter.gateDb);
  });

  test('lies 36 dB lower when the input gain does', () => {
    const loud = measure(newMeter(), scaled(playing, 10));
    const quiet = measure(newMeter(), scaled(playing, -26));
    expect(loud.gateDb - quiet.gateDb).toBeCloseTo(36, 6);
    expect(loud.levelDb - quiet.levelDb).toBeCloseTo(36, 6);
  });

  test('comes down by half a decibel a second in a quieter passage', () => {
    const meter = measure(newMeter(), playing);
    const { gateDb } = meter;
    expect(measure(meter, tone(-50, 4), true).gateDb).toBeCloseTo(gateDb - 2, 1);
  });

  test('lies above the noise, however sensitive', () => {
    const meter = measure(newMeter(1), tone(-50, 2));
    expect(meter.gateDb).toBeGreaterThan(-50);
    expect(meter.closeDb).toBeGreaterThan(-50);
  });
});
