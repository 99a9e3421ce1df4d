import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CALM_PACE,
  FlashLimiter,
  hueChange,
  isSaturatedRed,
  type Light,
  luminances,
  PALETTES,
  type Pace,
  type PaletteName,
  QualityLight,
  SAFE_PACE,
} from '../../../src/core/light/index.js';

interface Shown {
  readonly time: number;
  readonly light: Light;
}

const NAMES = Object.keys(PALETTES) as PaletteName[];
const SIGNAL = 0;
const LIGHT = 1;

/** Asks for a quality at every step and records what is shown. */
function play(
  palette: PaletteName,
  interval: number,
  pace: Pace,
  ask: (time: number) => number | null,
  length = 4000,
): Shown[] {
  const lamp = new QualityLight(PALETTES[palette], pace);
  const frames: Shown[] = [{ time: 0, light: lamp.shown }];
  for (let time = interval; time <= length; time += interval) {
    lamp.toward(ask(time));
    frames.push({ time, light: lamp.step(interval) });
  }
  return frames;
}

/** WCAG 2.3.1, strictly: the most flashes (pairs of opposing changes of 10 %, the darker below 0.8) within any second. */
function worstFlashes(frames: readonly Shown[], reading: number): number {
  const turns: number[] = [];
  let [direction, low, high] = [0, Infinity, -Infinity];
  for (const { time, light } of frames) {
    const now = luminances(light)[reading] as number;
    [low, high] = [Math.min(low, now), Math.max(high, now)];
    const falls = direction >= 0 && high - now >= 0.1 && now < 0.8;
    const rises = direction <= 0 && now - low >= 0.1 && low < 0.8;
    if (!falls && !rises) continue;
    turns.push(time);
    [direction, low, high] = [falls ? -1 : 1, now, now];
  }
  const within = (start: number) => turns.filter((turn) => turn >= start && turn <= start + 1000).length;
  return Math.floor(Math.max(0, ...turns.map(within)) / 2);
}

const redCrossings = (frames: readonly Shown[]): number[] =>
  frames.flatMap(({ time, light }, index) => {
    const before = frames[index - 1];
    return before && isSaturatedRed(before.light) !== isSaturatedRed(light) ? [time] : [];
  });

function expectSafe(frames: readonly Shown[], pace: Pace): void {
  for (const [index, { time, light }] of frames.entries()) {
    const before = frames[index - 1];
    if (!before) continue;
    const seconds = (time - before.time) / 1000;
    for (const reading of [SIGNAL, LIGHT] as const) {
      const change = Math.abs(luminances(light)[reading] - luminances(before.light)[reading]);
      expect(change).toBeLessThanOrEqual(pace.luminance * seconds + 1e-9);
    }
    expect(hueChange(before.light, light)).toBeLessThanOrEqual(pace.hue * seconds + 1e-9);
  }
  const crossings = redCrossings(frames);
  for (const [index, time] of crossings.entries()) {
    expect(time - (crossings[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(1000);
  }
}

describe('the counter of flashes', () => {
  const grey = (brightness: number): Light => ({ hue: 0, saturation: 0, brightness });
  const squareWave = (hertz: number): Shown[] =>
    Array.from({ length: 500 }, (_, index) => ({
      time: index * 10,
      light: grey(Math.floor(index * 0.01 * hertz * 2) % 2 === 0 ? 0 : 1),
    }));

  test('sees what an unguarded light would do', () => {
    expect(worstFlashes(squareWave(2), LIGHT)).toBe(2);
    expect(worstFlashes(squareWave(5), LIGHT)).toBe(5);
    expect(worstFlashes(squareWave(10), LIGHT)).toBe(10);
  });

  test('finds the figures known for a triangle of ten per cent: 2 flashes at 0.4 a second, 3 at 0.5, 5 at 1', () => {
    const triangle = (slew: number): Shown[] =>
      Array.from({ length: 3000 }, (_, index) => {
        const way = (slew * index) / 500;
        return { time: index * 2, light: grey(0.3 + Math.abs((way % 0.2) - 0.1) * 1.0000001) };
      });
    expect([0.4, 0.5, 1].map((slew) => worstFlashes(triangle(slew), LIGHT))).toEqual([2, 3, 5]);
  });
});

describe.each(NAMES)('the %s palette', (palette) => {
  test('never flashes more than twice a second, however fast the playing turns from perfect to wrong', () => {
    let worst = 0;
    for (const interval of [50, 100, 250]) {
      for (let half = interval; half <= 1250; half += interval) {
        for (const low of [0, 0.25, null]) {
          const frames = play(palette, interval, SAFE_PACE, (time) =>
            Math.floor(time / half) % 2 ? low : 1,
          );
          worst = Math.max(worst, worstFlashes(frames, SIGNAL), worstFlashes(frames, LIGHT));
          if (half % (interval * 5) === 0) expectSafe(frames, SAFE_PACE);
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  test.each([
    ['safe', SAFE_PACE],
    ['calm', CALM_PACE],
  ] as const)('keeps the %s pace whatever is asked of it', (_, pace) => {
    const asked = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(asked, fc.constantFrom(20, 50, 100, 250), (wishes, interval) => {
        const frames = play(
          palette,
          interval,
          pace,
          (time) => wishes[(time / interval) % wishes.length] ?? null,
          4000,
        );
        expectSafe(frames, pace);
        expect(Math.max(worstFlashes(frames, SIGNAL), worstFlashes(frames, LIGHT))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 12 },
    );
  });

  test('arrives within four seconds, so that safety never hides how it goes', () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [null, 0],
      [null, 1],
      [1, null],
    ] as const) {
      const frames = play(palette, 100, SAFE_PACE, (time) => (time < 4000 ? from : to), 8000);
      const wanted = new QualityLight(PALETTES[palette]);
      const last = frames.at(-1)?.light;
      expect(last).toEqual(to === null ? wanted.shown : PALETTES[palette](to));
    }
  });
});

test('a path that jumps is refused rather than followed', () => {
  const limiter = new FlashLimiter({ hue: 0, saturation: 0, brightness: 0 });
  const jump = (share: number): Light => ({ hue: 0, saturation: 0, brightness: share > 0 ? 1 : 0 });
  expect(limiter.advance(jump, 100)).toBe(0);
  expect(limiter.shown.brightness).toBe(0);
});

test('a long pause does not turn into a jump', () => {
  const limiter = new FlashLimiter({ hue: 0, saturation: 0, brightness: 0 });
  limiter.advance((share) => ({ hue: 0, saturation: 0, brightness: share }), 60_000);
  expect(luminances(limiter.shown)[LIGHT]).toBeLessThanOrEqual(0.1);
});

test('hues below 31 degrees and from the purple side are saturated red, dark is not', () => {
  const pure = (hue: number, brightness = 1): Light => ({ hue, saturation: 1, brightness });
  expect([0, 30, 330].map((hue) => isSaturatedRed(pure(hue)))).toEqual([true, true, true]);
  expect([33, 60, 120, 240, 320].map((hue) => isSaturatedRed(pure(hue)))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(isSaturatedRed(pure(0, 0))).toBe(false);
});
