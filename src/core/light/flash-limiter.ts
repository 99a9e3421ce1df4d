import type { Milliseconds } from '../music/units.js';
import { type Light, linearFromRgb, luminanceOf, type Rgb, rgbFromLight } from './colour.js';

/** How fast a light may change. */
export interface Pace {
  /** Relative luminance a second, as a fraction of full scale. */
  readonly luminance: number;
  /** Degrees of hue a second, at full saturation. */
  readonly hue: number;
}

/**
 * At 0.4 a second, ten per cent up and down again take half a second: at most two of the three general flashes a
 * second that WCAG 2.3.1 allows, whatever is asked for. At 0.5 it would already be three.
 */
export const SAFE_PACE: Pace = { luminance: 0.4, hue: 120 };
/** For people who ask for reduced motion. */
export const CALM_PACE: Pace = { luminance: 0.15, hue: 45 };

/** Saturated red is entered or left once a second at most. */
export const RED_CROSSING_GAP: Milliseconds = 1000;

const LONGEST_STEP: Milliseconds = 250; // a longer pause must not turn into a jump
const SATURATED_RED = 0.8; // WCAG 2.2: R / (R + G + B)
const HALVINGS = 14;

/** Keeps any stream of lights below the thresholds for photosensitive seizures (WCAG 2.3.1). Holds for lamps and pages. */
export class FlashLimiter {
  #sinceRedCrossing = RED_CROSSING_GAP;

  #light: Light;
  readonly #pace: Pace;

  constructor(light: Light, pace: Pace = SAFE_PACE) {
    this.#light = light;
    this.#pace = pace;
  }

  /** What is shown now. */
  get shown(): Light {
    return this.#light;
  }

  /**
   * Goes along a path as far as is safe and says how far: 0 stays, 1 arrives. `path(0)` is what is shown now.
   * `elapsed` is the time since the last call, and the time the step itself will take to fade.
   */
  advance(path: (share: number) => Light, elapsed: Milliseconds): number {
    this.#sinceRedCrossing += elapsed;
    const seconds = Math.min(elapsed, LONGEST_STEP) / 1000;
    const share = this.#furthestSafe(path, seconds);
    const next = share > 0 ? path(share) : this.#light;
    if (isSaturatedRed(next) !== isSaturatedRed(this.#light)) this.#sinceRedCrossing = 0;
    this.#light = next;
    return share;
  }

  #furthestSafe(path: (share: number) => Light, seconds: number): number {
    if (this.#isSafe(path(1), seconds)) return 1;
    let safe = 0;
    for (let halving = 1, step = 0.5; halving <= HALVINGS; halving++, step /= 2) {
      if (this.#isSafe(path(safe + step), seconds)) safe += step;
    }
    return safe;
  }

  #isSafe(next: Light, seconds: number): boolean {
    const before = luminances(this.#light);
    const brightnessFits = luminances(next).every(
      (luminance, index) => Math.abs(luminance - (before[index] ?? 0)) <= this.#pace.luminance * seconds,
    );
    const hueFits = hueChange(this.#light, next) <= this.#pace.hue * seconds;
    const crossesRed = isSaturatedRed(next) !== isSaturatedRed(this.#light);
    return brightnessFits && hueFits && (!crossesRed || this.#sinceRedCrossing >= RED_CROSSING_GAP);
  }
}

/** A lamp may dim by signal, as screens do, or by light: both readings have to be safe. */
export function luminances(light: Light): [bySignal: number, byLight: number] {
  const full = linearFromRgb(rgbFromLight({ ...light, brightness: 1 }));
  const bySignal = luminanceOf(linearFromRgb(rgbFromLight(light)));
  return [bySignal, luminanceOf(full) * light.brightness];
}

/** The paler of the two counts: a pale hue may turn quickly, since hardly anything is seen of it. */
export function hueChange(from: Light, to: Light): number {
  const turn = Math.abs(((to.hue - from.hue + 540) % 360) - 180);
  return turn * Math.min(from.saturation, to.saturation);
}

/** WCAG 2.2, definition of red flashes; black is not red. */
export function isSaturatedRed(light: Light): boolean {
  const [red, green, blue]: Rgb = linearFromRgb(rgbFromLight(light));
  const sum = red + green + blue;
  return sum > 0 && red / sum >= SATURATED_RED;
}
