import {
  bytesFromRgb,
  mixOklab,
  type Oklab,
  oklabFromRgb,
  type Rgb,
  rgbFromHex,
  rgbFromOklab,
} from '../../src/core/light/colour.js';

/** The colours between the five stops of a judgement palette, mixed in OKLab. */
export class Ramp {
  private readonly stops: readonly Oklab[];

  /** `#rrggbb` each, evenly spaced from the worst to the best score. */
  constructor(stops: readonly string[]) {
    this.stops = stops.map((hex) => oklabFromRgb(rgbFromHex(hex)));
  }

  /** Of a score of 0 to 1. */
  rgb(score: number): Rgb {
    const place = Math.min(1, Math.max(0, score)) * (this.stops.length - 1);
    const left = Math.min(Math.floor(place), this.stops.length - 2);
    const [from = [0, 0, 0], to = from] = this.stops.slice(left, left + 2) as [Oklab?, Oklab?];
    return rgbFromOklab(mixOklab(from, to, place - left));
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
