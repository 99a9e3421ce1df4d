import type { Clock, Undo } from './clock.js';

interface Alarm {
  due: number;
  readonly call: () => void;
  readonly interval: number | null;
}

/** Time stands still until somebody moves it: for recordings that are heard faster than they sound, and for tests. */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly alarms = new Set<Alarm>();

  constructor(private readonly epoch = new Date('2026-01-01T12:00:00Z')) {}

  now(): number {
    return this.time;
  }

  date(time = this.time): Date {
    return new Date(this.epoch.getTime() + time);
  }

  after(delay: number, call: () => void): Undo {
    return this.set({ due: this.time + delay, call, interval: null });
  }

  every(interval: number, call: () => void): Undo {
    return this.set({ due: this.time + interval, call, interval });
  }

  /** Lets time pass; alarms ring at their own instants, in order. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.nextDue(end); next; next = this.nextDue(end)) {
      this.time = Math.max(this.time, next.due);
      if (next.interval === null) this.alarms.delete(next);
      else next.due += next.interval;
      next.call();
    }
    this.time = end;
  }

  /** Jumps to the next alarm and rings it; false when there is none. */
  jump(): boolean {
    const next = this.nextDue(Number.POSITIVE_INFINITY);
    if (next) this.advance(Math.max(0, next.due - this.time));
    return next !== undefined;
  }

  /** Timers still running: a stopped thing should leave none. */
  get pending(): number {
    return this.alarms.size;
  }

  private set(alarm: Alarm): Undo {
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }

  private nextDue(end: number): Alarm | undefined {
    return [...this.alarms].filter((alarm) => alarm.due <= end).sort((a, b) => a.due - b.due)[0];
  }
}
