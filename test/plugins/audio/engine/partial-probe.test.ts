import { describe, expect, test } from 'vitest';
import { PartialProbe } from '../../../../src/plugins/audio/engine/partial-probe.js';
import { string } from './listening.js';
import { HIGH_RATE, PeriodEars } from './period-ears.js';
import { mix, sine } from './signals.js';

const played = (hertz: number) => string(hertz, 0.3, { sampleRate: HIGH_RATE });

/** The frequency that is left of a sound that seems to repeat at `hertz`. */
function reduced(
  samples: ArrayLike<number>,
  hertz: number,
  { clarity = 0.97, old = [0, 0, 0] } = {},
): number {
  const { recent, peaks } = new PeriodEars().hear(samples);
  const sound = { period: 1 / hertz, clarity };
  new PartialProbe(recent, peaks).reduce(
    sound,
    Float64Array.from(old, (each) => (each > 0 ? 1 / each : 0)),
  );
  return 1 / sound.period;
}

describe('a string’s own period', () => {
  test.each([55, 82.41, 110, 196, 329.63])('at %s Hz stays as it is: partials sound in between', (hertz) => {
    expect(reduced(played(hertz), hertz)).toBeCloseTo(hertz, 9);
    expect(reduced(played(hertz), hertz, { clarity: 0.999 })).toBeCloseTo(hertz, 9);
  });

  test.each([2, 3, 4, 5])('is found where %s periods of it seemed to be one', (multiple) => {
    expect(reduced(played(329.63), 329.63 / multiple)).toBeCloseTo(329.63, 2);
  });

  test('stays though its odd partials are weak', () => {
    const partials = (number: number) => (number % 2 === 0 ? 1 : 0.2);
    const sound = string(110, 0.3, { sampleRate: HIGH_RATE, partials });
    expect(reduced(sound, 110)).toBeCloseTo(110, 9);
    expect(reduced(sound, 110, { clarity: 0.999 })).toBeCloseTo(110, 9);
  });

  test('stays though its fundamental is silent', () => {
    const partials = (number: number) => (number === 1 ? 0 : 1);
    const sound = string(110, 0.3, { sampleRate: HIGH_RATE, partials });
    expect(reduced(sound, 110)).toBeCloseTo(110, 9);
  });
});

describe('two notes together repeat at a common multiple of their periods, and are not that low note:', () => {
  test('a string with one that rings along softly, a fifth above', () => {
    const sound = mix(
      played(220),
      played(330).map((sample) => 0.35 * sample),
    );
    expect(reduced(sound, 110)).toBeCloseTo(220, 1);
  });

  test('a new string while an older one is known to ring', () => {
    const sound = mix(
      played(220),
      played(165).map((sample) => 0.8 * sample),
    );
    expect(reduced(sound, 55)).toBeCloseTo(55, 9);
    expect(reduced(sound, 55, { old: [165, 0, 0] })).toBeCloseTo(220, 1);
  });
});

test('an octave below a pure tone is nobody’s: no partial of it sounds', () => {
  expect(reduced(sine(440, HIGH_RATE, 0.3 * HIGH_RATE, 0.3), 220)).toBeCloseTo(440, 2);
});

test('weak odd partials leave a doubt, strong ones do not', () => {
  const doubt = (odd: number) => {
    const partials = (number: number) => (number % 2 === 0 ? 1 : odd);
    const { recent, peaks } = new PeriodEars().hear(string(110, 0.3, { sampleRate: HIGH_RATE, partials }));
    const probe = new PartialProbe(recent, peaks);
    probe.reduce({ period: 1 / 110, clarity: 0.97 }, new Float64Array(3));
    return probe.isDoubtful;
  };
  expect([doubt(0.2), doubt(1)]).toEqual([true, false]);
});
