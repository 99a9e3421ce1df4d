import { describe, expect, test } from 'vitest';
import {
  bytesFromRgb,
  type Light,
  lightFromRgb,
  PALETTES,
  paletteFromStops,
  rgbFromLight,
} from '../../../src/core/light/index.js';

const hex = (light: Light): string =>
  `#${bytesFromRgb(rgbFromLight(light))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`;
const steps = Array.from({ length: 101 }, (_, index) => index / 100);

test.each([
  [0, 0, 0.3],
  [0.25, 30, 0.475],
  [0.5, 60, 0.65],
  [0.6, 72.5, 0.72],
  [0.7, 85, 0.79],
  [0.9, 110, 0.93],
  [0.95, 115, 0.965],
  [1, 120, 1],
])('classic shows quality %d as hue %d at brightness %d', (quality, hue, brightness) => {
  const light = PALETTES.classic(quality);
  expect(light.hue).toBeCloseTo(hue, 9);
  expect(light.brightness).toBeCloseTo(brightness, 9);
  expect(light.saturation).toBe(1);
});

test('blue-orange goes from orange over near-white to blue', () => {
  expect(PALETTES['blue-orange'](0)).toMatchObject({
    hue: expect.closeTo(26, 0),
    saturation: expect.closeTo(1, 2),
  });
  expect(PALETTES['blue-orange'](0.5).saturation).toBeCloseTo(0.1, 2);
  expect(PALETTES['blue-orange'](1)).toMatchObject({
    hue: expect.closeTo(202, 0),
    saturation: expect.closeTo(1, 2),
  });
});

test('blue-orange never looks green', () => {
  for (const quality of steps) {
    const [red, green, blue] = rgbFromLight(PALETTES['blue-orange'](quality));
    expect(green).toBeLessThanOrEqual(Math.max(red, blue) + 0.005);
  }
});

test('cividis runs through its three colours', () => {
  expect([0, 0.5, 1].map((quality) => hex(PALETTES.cividis(quality)))).toEqual([
    '#00204c',
    '#7c7b78',
    '#ffe945',
  ]);
});

test('mono says it by brightness alone', () => {
  expect(PALETTES.mono(0)).toEqual({ hue: 45, saturation: 1, brightness: 0.15 });
  expect(PALETTES.mono(1)).toEqual({ hue: 45, saturation: 1, brightness: 1 });
});

describe.each(Object.entries(PALETTES))('%s', (_, palette) => {
  test('gets brighter as the playing gets better', () => {
    for (const quality of steps.slice(1)) {
      expect(palette(quality).brightness).toBeGreaterThanOrEqual(palette(quality - 0.01).brightness - 1e-6);
    }
    expect(palette(1).brightness).toBeGreaterThan(palette(0).brightness + 0.5);
  });
});

test('stops of one’s own hold where they stand and stay strong between', () => {
  const palette = paletteFromStops([
    { at: 1, color: '#0000ff' },
    { at: 0, color: '#ff0000' },
  ]);
  expect(hex(palette(0))).toBe('#ff0000');
  expect(hex(palette(1))).toBe('#0000ff');
  expect(palette(0.5).saturation).toBeGreaterThan(0.8);
});

test('a grey stop lends no hue of its own', () => {
  const palette = paletteFromStops([
    { at: 0, color: '#808080' },
    { at: 1, color: '#00ff00' },
  ]);
  expect(palette(0.5).hue).toBeGreaterThan(90);
  expect(palette(0.5).hue).toBeLessThan(150);
});

test('outside the stops the nearest one holds', () => {
  const palette = paletteFromStops([
    { at: 0.2, color: '#ff9640' },
    { at: 0.8, color: '#52b6f5' },
  ]);
  expect([hex(palette(0)), hex(palette(1))]).toEqual(['#ff9640', '#52b6f5']);
});

test.each(['#ff9640', '#00204c', '#7c7b78', '#000000', '#ffffff', '#0000ff'])(
  '%s survives the way to a lamp and back',
  (color) => {
    const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16) / 255;
    expect(hex(lightFromRgb([channel(1), channel(3), channel(5)]))).toBe(color);
  },
);
