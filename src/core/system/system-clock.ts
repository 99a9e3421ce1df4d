import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';

/** The machine's own time: monotonic, tied once to the calendar so that dates never run backwards within a session. */
export class SystemClock implements Clock {
  private readonly epoch = Date.now() - performance.now();

  now(): Milliseconds {
    return performance.now();
  }

  date(time = this.now()): Date {
    return new Date(this.epoch + time);
  }

  after(delay: Milliseconds, call: () => void): Undo {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  }

  every(interval: Milliseconds, call: () => void): Undo {
    const timer = setInterval(call, interval);
    return () => clearInterval(timer);
  }
}
