import type { InjectionToken } from 'tsyringe';
import type { Milliseconds } from '../music/units.js';

/** Takes back a subscription, a timer or a mount. Welcome at any time, even twice. */
export type Undo = () => void;

/** The one source of time. Tests and offline replays bring their own. */
export interface Clock {
  /** Monotonic, with fractions of a millisecond; comparable with every time in readings and events. */
  now(): Milliseconds;
  /** The calendar time that belongs to an instant of this clock; without one, to now. */
  date(time?: Milliseconds): Date;
  /** Calls once, `delay` from now. */
  after(delay: Milliseconds, call: () => void): Undo;
  /** Calls every `interval`, first one interval from now. */
  every(interval: Milliseconds, call: () => void): Undo;
}
export const Clock: InjectionToken<Clock> = Symbol('Clock');
