import { lightFromRgb } from '../../src/core/light/colour.js';
import { FlashLimiter, type Pace } from '../../src/core/light/flash-limiter.js';
import { hexFromRgb, type Ramp } from './palette.js';

/**
 * Large areas in a judgement colour must never flash: they follow the score only as fast as the lights do.
 * One of these for one area and one palette.
 */
export class GentleColour {
  private shown: number | null = null;
  private limiter: FlashLimiter | null = null;
  private at = 0;

  constructor(
    private readonly ramp: Ramp,
    private readonly pace: Pace,
  ) {}

  /** `now` in milliseconds. Without a score the colour stays where it was: a quiet area is not painted. */
  toward(score: number | null, now: number): string | null {
    const elapsed = Math.max(0, now - this.at);
    this.at = now;
    const from = this.shown ?? score;
    if (from === null || score === null)
      return this.shown === null ? null : hexFromRgb(this.ramp.rgb(this.shown));
    const lightAt = (share: number) => lightFromRgb(this.ramp.rgb(from + share * (score - from)));
    this.limiter ??= new FlashLimiter(lightAt(0), this.pace);
    this.shown = from + this.limiter.advance(lightAt, elapsed) * (score - from);
    return hexFromRgb(this.ramp.rgb(this.shown));
  }
}
