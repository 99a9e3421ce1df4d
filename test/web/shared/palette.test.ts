import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linearFromRgb, luminanceOf, rgbFromHex } from '../../../src/core/light/colour.js';
import { CALM_PACE, SAFE_PACE } from '../../../src/core/light/flash-limiter.js';
import { GentleColour } from '../../../web/shared/gentle.js';
import { Ramp } from '../../../web/shared/palette.js';

/** The stops as the stylesheet has them, by the selector of their palette. */
function palettes(): [string, string[], string][] {
  const sheet = (name: string) =>
    readFileSync(new URL(`../../../web/shared/${name}`, import.meta.url), 'utf8');
  const css = sheet('tokens.css') + sheet('palettes.css');
  const rules = [...css.matchAll(/:where\((:root[^\s{)]*)\)\s*\{([^}]*)\}/g)];
  return rules.flatMap(([, selector = '', body = '']) => {
    const stops = [...body.matchAll(/--q\d+:\s*(#[0-9a-f]{6})/g)].map(([, hex = '']) => hex);
    const stage = selector.includes('light') ? '#f3f3ef' : '#11110f';
    return stops.length === 5 ? [[selector, stops, stage] as [string, string[], string]] : [];
  });
}

const PERCENTS = Array.from({ length: 101 }, (_, percent) => percent);

function luminance(hex: string): number {
  return luminanceOf(linearFromRgb(rgbFromHex(hex)));
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('the stylesheets have four palettes, each for dark and light', () => {
  expect(palettes()).toHaveLength(8);
});

describe.each(palettes())('palette %s', (_, stops, stage) => {
  const ramp = new Ramp(stops);

  test('passes through its five stops', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((score) => ramp.css(score))).toEqual(stops);
  });

  test('can be read on the page at every score', () => {
    for (const percent of PERCENTS) expect(contrast(ramp.css(percent / 100), stage)).toBeGreaterThan(4.5);
  });

  test('stays below saturated red', () => {
    for (const percent of PERCENTS) {
      const [r, g, b] = linearFromRgb(ramp.rgb(percent / 100));
      expect(r / (r + g + b)).toBeLessThan(0.8);
    }
  });

  test.each([
    ['usual', SAFE_PACE],
    ['calm', CALM_PACE],
  ])('at the %s pace, a field under the wildest playing changes no faster than is safe', (_name, pace) => {
    const gentle = new GentleColour(ramp, pace);
    let before = gentle.toward(0, 0) ?? '';
    for (let frame = 1; frame < 600; frame += 1) {
      const colour = gentle.toward(Math.floor(frame / 20) % 2, frame * 16) ?? '';
      const change = Math.abs(luminance(colour) - luminance(before));
      expect(change).toBeLessThanOrEqual(pace.luminance * 0.016 + 0.005); // Half a byte of rounding.
      before = colour;
    }
  });
});

describe('a gentle colour', () => {
  const ramp = new Ramp(['#ff6e61', '#ff9d52', '#f2cb57', '#b5d765', '#62d88f']);

  test('follows a wrong note slowly and arrives', () => {
    const gentle = new GentleColour(ramp, SAFE_PACE);
    expect(gentle.toward(1, 0)).toBe('#62d88f');
    expect(gentle.toward(0, 16)).not.toBe('#ff6e61');
    for (let now = 32; now < 10_000; now += 16) gentle.toward(0, now);
    expect(gentle.toward(0, 10_000)).toBe('#ff6e61');
  });

  test('keeps its colour while there is nothing to judge', () => {
    const gentle = new GentleColour(ramp, SAFE_PACE);
    expect(gentle.toward(null, 0)).toBeNull();
    gentle.toward(0.5, 16);
    expect(gentle.toward(null, 500)).toBe('#f2cb57');
  });
});
