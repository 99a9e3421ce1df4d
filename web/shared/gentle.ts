import { lightFromRgb } from '../../src/core/light/colour.js';
import { FlashLimiter, type Pace } from '../../src/core/light/flash-limiter.js';
import { hexFromRgb, type Ramp } from './palette.js';

/**
 * Large areas in a judgement colour must never flash: they follow the score only as fast as the lights do.
 * One of these for one area and one palette.
 */
export class GentleColour {
  #shown: number | null = null;
  #colour: string | null = null;
  #limiter: FlashLimiter | null = null;
  #at = 0;

  readonly #ramp: Ramp;
  readonly #pace: Pace;

  constructor(ramp: Ramp, pace: Pace) {
    this.#ramp = ramp;
    this.#pace = pace;
  }

  /** `now` in milliseconds. Without a score the colour stays where it was: a quiet area is not painted. */
  toward(score: number | null, now: number): string | null {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    if (score === null) return this.#colour;
    const from = this.#shown ?? score;
    const lightAt = (share: number) => lightFromRgb(this.#ramp.rgb(from + share * (score - from)));
    this.#limiter ??= new FlashLimiter(lightAt(0), this.#pace);
    this.#shown = from + this.#limiter.advance(lightAt, elapsed) * (score - from);
    this.#colour = hexFromRgb(this.#ramp.rgb(this.#shown));
    return this.#colour;
  }
}
