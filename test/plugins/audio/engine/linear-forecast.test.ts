import { expect, test } from 'vitest';
import { LinearForecast } from '../../../../src/plugins/audio/engine/linear-forecast.js';

const RATE = 6000;
const HISTORY = 540;
const REACH = 240;

/** Three strings that ring: their partials fade, none is a multiple of another string's. */
function ringing(n: number): number {
  let sum = 0;
  for (const hertz of [82.41, 110.9, 146.2]) {
    for (let k = 1; k <= 8; k++)
      sum += (Math.exp((-k * n) / (2 * RATE)) / k) * Math.sin((2 * Math.PI * k * hertz * n) / RATE + k);
  }
  return sum;
}

test('three strings that ring go on as forecast for 40 ms, but for a tenth of their energy', () => {
  const forecast = new LinearForecast(160, HISTORY, REACH);
  forecast.continue(
    Float64Array.from({ length: HISTORY }, (_, n) => ringing(n)),
    HISTORY,
  );
  let energy = 0;
  let error = 0;
  forecast.samples.forEach((sample, i) => {
    energy += ringing(HISTORY + i) ** 2;
    error += (ringing(HISTORY + i) - sample) ** 2;
  });
  expect(error).toBeLessThan(0.1 * energy);
});

test('of silence nothing is forecast', () => {
  const forecast = new LinearForecast(160, HISTORY, REACH);
  forecast.continue(new Float64Array(HISTORY), HISTORY);
  expect(forecast.samples.every((sample) => sample === 0)).toBe(true);
});

test('a click in the past lets nothing grow', () => {
  const forecast = new LinearForecast(160, HISTORY, REACH);
  const click = new Float64Array(HISTORY);
  click[HISTORY - 30] = 1;
  forecast.continue(click, HISTORY);
  for (const sample of forecast.samples) expect(Math.abs(sample)).toBeLessThan(1);
});
