import { expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { withinGamut, xyFromLight } from '../../../src/plugins/smart-bulb/drivers/hue-colour.js';
import { GAMUT } from './fake-hue.js';

test.each([
  ['the red of poor playing', PALETTES.classic(0), { x: 0.64, y: 0.33 }],
  ['the green of a perfect note', PALETTES.classic(1), { x: 0.3, y: 0.6 }],
  ['blue', { hue: 240, saturation: 1, brightness: 0.2 }, { x: 0.15, y: 0.06 }],
  ['white, as daylight', { hue: 0, saturation: 0, brightness: 1 }, { x: 0.3127, y: 0.329 }],
])('%s lies where sRGB has it', (_, light, xy) => {
  expect(xyFromLight(light)).toEqual(xy);
});

test.each([
  ['stays where the lamp can show it', { x: 0.3127, y: 0.329 }, { x: 0.3127, y: 0.329 }],
  ['is drawn to the nearest edge', { x: 0.15, y: 0.06 }, { x: 0.1535, y: 0.0599 }],
  ['is drawn to the nearest corner', { x: 0.8, y: 0.3 }, GAMUT.red],
])('a colour %s', (_, wish, shown) => {
  expect(withinGamut(wish, GAMUT)).toEqual(shown);
});

test('a lamp that tells of no colours at all gets what was wished', () => {
  const nowhere = { x: 0, y: 0 };
  const wish = { x: 0.3, y: 0.6 };
  expect(withinGamut(wish, { red: nowhere, green: nowhere, blue: nowhere })).toEqual(wish);
});
