/** Colours between the five stops of a judgement palette, mixed in OKLab (Björn Ottosson, 2020). */

type Triple = readonly [number, number, number];

function linearFromByte(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function byteFromLinear(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/** `#rrggbb` as linear light, 0 to 1 each. */
export function linearFromHex(hex: string): Triple {
  const number = Number.parseInt(hex.slice(1), 16);
  return [linearFromByte(number >> 16), linearFromByte((number >> 8) & 255), linearFromByte(number & 255)];
}

/** Relative luminance of WCAG 2. */
export function luminance(hex: string): number {
  const [r, g, b] = linearFromHex(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function oklabFromHex(hex: string): Triple {
  const [r, g, b] = linearFromHex(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function hexFromOklab([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb.map((value) => byteFromLinear(value).toString(16).padStart(2, '0')).join('')}`;
}

/** Colour of a score of 0 to 1. */
export type Ramp = (score: number) => string;

/** `stops` are `#rrggbb`, evenly spaced from 0 to 1. */
export function makeRamp(stops: readonly string[]): Ramp {
  const labs = stops.map(oklabFromHex);
  const cache = new Map<number, string>();
  const mix = (percent: number): string => {
    const place = (percent / 100) * (labs.length - 1);
    const left = Math.min(Math.floor(place), labs.length - 2);
    const [from, to] = [labs[left] ?? [0, 0, 0], labs[left + 1] ?? [0, 0, 0]];
    const at = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * (place - left);
    return hexFromOklab([at(0), at(1), at(2)]);
  };
  return (score) => {
    const percent = Math.round(100 * Math.min(1, Math.max(0, score)));
    const known = cache.get(percent) ?? mix(percent);
    cache.set(percent, known);
    return known;
  };
}
