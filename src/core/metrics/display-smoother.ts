import type { Milliseconds, Score } from '../music/units.js';
import { DISPLAY_SECONDS } from './constants.js';
import { limitAt } from './strictness.js';

/** Notes of a chord still move the value as if they came one after the other. */
const SHORTEST_STEP: Milliseconds = 40;

/** What lamps and overlays show follows what was played, so that one note is a nudge and not a flash. */
export class DisplaySmoother {
  private value: Score | null = null;
  private time: Milliseconds = 0;
  private readonly timeConstant: Milliseconds;

  constructor(strictness: number) {
    this.timeConstant = 1000 * limitAt(DISPLAY_SECONDS, strictness);
  }

  /** `null` until something can be said. */
  get shown(): Score | null {
    return this.value;
  }

  follow(target: Score | null, time: Milliseconds): void {
    if (target === null) return;
    const passed = Math.max(SHORTEST_STEP, time - this.time);
    const share = this.value === null ? 1 : 1 - Math.exp(-passed / this.timeConstant);
    this.value = (this.value ?? 0) + share * (target - (this.value ?? 0));
    this.time = Math.max(this.time, time);
  }
}
