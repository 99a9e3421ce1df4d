import type { Decibels } from '../music/units.js';

/** A gate that is open closes this much lower. */
const HYSTERESIS: Decibels = 6;
/** Nothing is let through this near to the noise. */
const ABOVE_NOISE: Decibels = 6;
/** How quickly the noise floor follows what is heard between notes: down at once, up slowly, per reading. */
const RISE_SHARE = 0.02;

/** How loud something was, and what it is to be measured by. */
export interface HeardLevel {
  readonly level?: Decibels;
  /** The loudest playing of late; full scale where it is left out. */
  readonly loudest?: Decibels;
}

/** Whether something is softer than `gate`, in decibels below the loudest playing. Without a level nothing is. */
export function isSofter({ level, loudest = 0 }: HeardLevel, gate: Decibels): boolean {
  return level !== undefined && level - loudest < gate;
}

/** Lets through what is louder than the sensitivity asks for, and than the noise of the room. */
export class LevelGate {
  private floor = Number.NEGATIVE_INFINITY;

  constructor(private readonly threshold: Decibels) {}

  /** `isOpen`: whether a note sounds already. Without a level everything passes. */
  passes(heard: HeardLevel, isOpen: boolean): boolean {
    if (heard.level === undefined) return true;
    const isLoud = !isSofter(heard, this.threshold - (isOpen ? HYSTERESIS : 0));
    return isLoud && heard.level >= this.floor + ABOVE_NOISE;
  }

  /** Something without a pitch: what is this soft is noise. */
  hearNoise({ level }: HeardLevel): void {
    if (level === undefined || !Number.isFinite(level) || level >= this.threshold) return;
    const isFirst = this.floor === Number.NEGATIVE_INFINITY;
    this.floor = isFirst || level < this.floor ? level : this.floor + RISE_SHARE * (level - this.floor);
  }
}
