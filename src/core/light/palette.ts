import {
  type Light,
  lightFromRgb,
  mixOklab,
  mixOklch,
  type Oklab,
  oklabFromRgb,
  rgbFromHex,
  rgbFromLight,
  rgbFromOklab,
} from './colour.js';

/** Turns a quality from 0 to 1 into a light. Brightness always rises with it, so that colour is never the only cue. */
export type Palette = (quality: number) => Light;

/** One colour of a palette of one's own. */
export interface Stop {
  /** Quality from 0 to 1. */
  readonly at: number;
  /** Such as `#ff9640`. */
  readonly color: string;
}

/** Shown while nothing can be said about the playing: dim, warm white. */
export const NEUTRAL: Light = { hue: 40, saturation: 0.15, brightness: 0.4 };

const rise = (quality: number, from: number): number => from + (1 - from) * quality;

const CLASSIC_HUES = [
  [0, 0],
  [0.5, 60],
  [0.7, 85],
  [0.9, 110],
  [1, 120],
] as const;

/** Red over yellow to green, slower where playing is good. */
const classic: Palette = (quality) => ({
  hue: piecewise(CLASSIC_HUES, quality),
  saturation: 1,
  brightness: rise(quality, 0.3),
});

const ORANGE: Light = { hue: 26, saturation: 1, brightness: 1 };
const NEAR_WHITE: Light = { hue: 26, saturation: 0.1, brightness: 1 };
const BLUE: Light = { hue: 202, saturation: 1, brightness: 1 };
const orangeToBlue = alongStops(
  [ORANGE, NEAR_WHITE, BLUE].map((light, index) => ({
    at: index / 2,
    lab: oklabFromRgb(rgbFromLight(light)),
  })),
  mixOklab,
);

/** For eyes that do not tell red from green: vermillion over white to blue, never past green (Okabe & Ito 2008). */
const blueOrange: Palette = (quality) => ({ ...orangeToBlue(quality), brightness: rise(quality, 0.3) });

/** Even steps for every kind of colour vision (Nuñez, Anderton & Renslow 2018). */
const cividis: Palette = alongStops(
  ['#00204c', '#7c7b78', '#ffe945'].map((hex, index) => ({
    at: index / 2,
    lab: oklabFromRgb(rgbFromHex(hex)),
  })),
  mixOklab,
);

/** Brightness alone. */
const mono: Palette = (quality) => ({ hue: 45, saturation: 1, brightness: rise(quality, 0.15) });

export const PALETTES = { classic, 'blue-orange': blueOrange, cividis, mono } as const satisfies Record<
  string,
  Palette
>;

export type PaletteName = keyof typeof PALETTES;

/** What people choose by. */
export const PALETTE_LABELS: Readonly<Record<PaletteName, string>> = {
  classic: 'Classic, red to green',
  'blue-orange': 'Blue and orange, for every eye',
  cividis: 'Cividis, blue to yellow',
  mono: 'One colour, by brightness',
};

/** A palette of one's own: at least two stops, in any order; the way between them keeps colours strong. */
export function paletteFromStops(stops: readonly Stop[]): Palette {
  const sorted = [...stops].sort((a, b) => a.at - b.at);
  return alongStops(
    sorted.map(({ at, color }) => ({ at, lab: oklabFromRgb(rgbFromHex(color)) })),
    mixOklch,
  );
}

interface LabStop {
  readonly at: number;
  readonly lab: Oklab;
}

function alongStops(
  stops: readonly LabStop[],
  mix: (from: Oklab, to: Oklab, share: number) => Oklab,
): Palette {
  return (quality) => {
    const after = stops.find(({ at }) => at >= quality) ?? stops.at(-1);
    const before = stops.findLast(({ at }) => at <= quality) ?? stops[0];
    if (!after || !before) return NEUTRAL;
    const width = after.at - before.at;
    const share = width > 0 ? (quality - before.at) / width : 0;
    return lightFromRgb(rgbFromOklab(mix(before.lab, after.lab, share)));
  };
}

function piecewise(points: readonly (readonly [at: number, value: number])[], x: number): number {
  const next = points.findIndex(([at]) => at >= x);
  const [toX, toY] = points[Math.max(next, 0)] ?? [0, 0];
  const [fromX, fromY] = points[Math.max(next - 1, 0)] ?? [0, 0];
  return toX > fromX ? fromY + ((toY - fromY) * (x - fromX)) / (toX - fromX) : toY;
}
