/** What a lamp or a field of a page shows. */
export interface Light {
  /** 0 is red, 120 green, 240 blue; 360 is not reached. */
  readonly hue: number;
  /** 0 is white, 1 the pure colour. */
  readonly saturation: number;
  /** 0 is dark, 1 as bright as it gets. */
  readonly brightness: number;
}

/** Gamma-encoded sRGB, each 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Lightness 0 to 1, and two colour axes. Ottosson 2020, "A perceptual color space for image processing"; to six decimals, finer than any lamp or screen. */
export type Oklab = readonly [lightness: number, a: number, b: number];

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

export function rgbFromLight({ hue, saturation, brightness }: Light): Rgb {
  const channel = (offset: number): number => {
    const sector = (offset + hue / 60) % 6;
    return brightness * (1 - saturation * Math.max(0, Math.min(sector, 4 - sector, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Grey has no hue: it is told as 0. */
export function lightFromRgb([red, green, blue]: Rgb): Light {
  const brightness = Math.max(red, green, blue);
  const spread = brightness - Math.min(red, green, blue);
  if (spread === 0) return { hue: 0, saturation: 0, brightness };
  const sextant =
    brightness === red
      ? (green - blue) / spread
      : brightness === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  return { hue: (sextant * 60 + 360) % 360, saturation: spread / brightness, brightness };
}

/** `#ff9640`; the caller has checked the form. */
export function rgbFromHex(hex: string): Rgb {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** Each 0 to 255. */
export function bytesFromRgb(rgb: Rgb): [red: number, green: number, blue: number] {
  const byte = (channel: number): number => Math.round(clamp(channel) * 255);
  return [byte(rgb[0]), byte(rgb[1]), byte(rgb[2])];
}

/** Amount of light, proportional to power: IEC 61966-2-1. */
export function linearFromRgb([red, green, blue]: Rgb): Rgb {
  const decode = (channel: number): number =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  return [decode(red), decode(green), decode(blue)];
}

function rgbFromLinear([red, green, blue]: Rgb): Rgb {
  const encode = (channel: number): number =>
    channel <= 0.003131 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
  return [encode(clamp(red)), encode(clamp(green)), encode(clamp(blue))];
}

/** Relative luminance of linear channels as WCAG 2 defines it: 0 is black, 1 white. */
export function luminanceOf([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function oklabFromRgb(rgb: Rgb): Oklab {
  const [r, g, b] = linearFromRgb(rgb);
  const l = Math.cbrt(0.412221 * r + 0.536333 * g + 0.051446 * b);
  const m = Math.cbrt(0.211903 * r + 0.6807 * g + 0.107397 * b);
  const s = Math.cbrt(0.088302 * r + 0.281719 * g + 0.629979 * b);
  return [
    0.210454 * l + 0.793618 * m - 0.004072 * s,
    1.977998 * l - 2.428592 * m + 0.450594 * s,
    0.025904 * l + 0.782772 * m - 0.808676 * s,
  ];
}

/** Colours no screen can show are clipped. */
export function rgbFromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.396338 * a + 0.215804 * b) ** 3;
  const m = (lightness - 0.105561 * a - 0.063854 * b) ** 3;
  const s = (lightness - 0.089484 * a - 1.291486 * b) ** 3;
  return rgbFromLinear([
    4.076742 * l - 3.307712 * m + 0.23097 * s,
    -1.268438 * l + 2.609757 * m - 0.341319 * s,
    -0.004196 * l - 0.703419 * m + 1.707615 * s,
  ]);
}

/** The straight way between two colours, past grey where they are opposite. `share` 0 is `from`, 1 is `to`. */
export function mixOklab(from: Oklab, to: Oklab, share: number): Oklab {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

const GREY = 0.02; // below this chroma a hue means nothing

/** The way around the colour circle, on its shorter side, keeping the colour strong. */
export function mixOklch(from: Oklab, to: Oklab, share: number): Oklab {
  const [near, far] = [polar(from), polar(to)];
  const start = near.chroma < GREY ? far.hue : near.hue;
  const end = far.chroma < GREY ? near.hue : far.hue;
  const turn = Math.atan2(Math.sin(end - start), Math.cos(end - start));
  const hue = start + turn * share;
  const chroma = near.chroma + (far.chroma - near.chroma) * share;
  return [from[0] + (to[0] - from[0]) * share, chroma * Math.cos(hue), chroma * Math.sin(hue)];
}

function polar([, a, b]: Oklab): { chroma: number; hue: number } {
  return { chroma: Math.hypot(a, b), hue: Math.atan2(b, a) };
}

/** Blends two lights without passing through a strong third colour. */
export function mixLights(from: Light, to: Light, share: number): Light {
  if (share <= 0) return from;
  if (share >= 1) return to;
  const mixed = mixOklab(oklabFromRgb(rgbFromLight(from)), oklabFromRgb(rgbFromLight(to)), share);
  return lightFromRgb(rgbFromOklab(mixed));
}
