import { type Light, linearFromRgb, rgbFromLight } from '../../../core/light/index.js';

/** A colour without its brightness: CIE 1931 chromaticity. */
export interface Xy {
  readonly x: number;
  readonly y: number;
}

/** The colours a lamp can show lie between its three primaries. */
export interface Gamut {
  readonly red: Xy;
  readonly green: Xy;
  readonly blue: Xy;
}

/** To four decimals, as bridges tell it. The matrix follows from the primaries of sRGB. */
export function xyFromLight({ hue, saturation }: Light): Xy {
  const [red, green, blue] = linearFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
  const x = 0.412456 * red + 0.357576 * green + 0.180437 * blue;
  const y = 0.212673 * red + 0.715152 * green + 0.072175 * blue;
  const z = 0.019334 * red + 0.119192 * green + 0.950304 * blue;
  return rounded({ x: x / (x + y + z), y: y / (x + y + z) });
}

/** The colour of a gamut that is nearest to what is wished. */
export function withinGamut(wish: Xy, { red, green, blue }: Gamut): Xy {
  const edges = [
    [red, green],
    [green, blue],
    [blue, red],
  ] as const;
  if (edges.every(([from, to]) => isLeftOf(wish, from, to))) return wish;
  const nearest = edges.map(([from, to]) => nearestOn(from, to, wish));
  return rounded(nearest.reduce((best, next) => (far(next, wish) < far(best, wish) ? next : best)));
}

/** Red to green to blue runs counterclockwise, so the inside is on the left. */
function isLeftOf(point: Xy, from: Xy, to: Xy): boolean {
  return (to.x - from.x) * (point.y - from.y) >= (to.y - from.y) * (point.x - from.x);
}

function nearestOn(from: Xy, to: Xy, point: Xy): Xy {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy);
  const within = Math.min(1, Math.max(0, share));
  return { x: from.x + within * dx, y: from.y + within * dy };
}

const far = (a: Xy, b: Xy): number => Math.hypot(a.x - b.x, a.y - b.y);

function rounded({ x, y }: Xy): Xy {
  return { x: Math.round(x * 10_000) / 10_000, y: Math.round(y * 10_000) / 10_000 };
}
