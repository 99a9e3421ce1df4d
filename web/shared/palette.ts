import {
  bytesFromRgb,
  mixOklab,
  type Oklab,
  oklabFromRgb,
  type Rgb,
  rgbFromHex,
  rgbFromOklab,
} from '../../src/core/light/colour.js';
import { clamp } from './clamp.js';

const BLACK: Oklab = [0, 0, 0];

/** The colours between the five stops of a judgement palette, mixed in OKLab. */
export class Ramp {
  readonly #stops: readonly Oklab[];

  /** `#rrggbb` each, evenly spaced from the worst to the best score. */
  constructor(stops: readonly string[]) {
    this.#stops = stops.map((hex) => oklabFromRgb(rgbFromHex(hex)));
  }

  /** Of a score of 0 to 1. */
  rgb(score: number): Rgb {
    const place = clamp(score) * (this.#stops.length - 1);
    const [from = BLACK, to = from] = this.#stops.slice(Math.floor(place));
    return rgbFromOklab(mixOklab(from, to, place % 1));
  }

  /** The same for stylesheets, by the hundredth. */
  css(score: number): string {
    return hexFromRgb(this.rgb(Math.round(score * 100) / 100));
  }
}

export function hexFromRgb(rgb: Rgb): string {
  return `#${bytesFromRgb(rgb)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`;
}
