import type { Clock, Milliseconds, Undo } from '../../core/plugin/index.js';
import { gatherPitch, type MetricsData, type PitchData } from '../../core/wire/index.js';
import type { Frame } from './frame.js';

export type Mode = 'latest' | 'all';

/** Someone who hears a topic. */
export interface Subscriber {
  receive(frame: Frame, mode: Mode): void;
}

/** One way to hear a topic. Subscribers with the same wish share it, and the bytes of its frames. */
export class Projection {
  readonly subscribers = new Set<Subscriber>();

  constructor(readonly mode: Mode) {}

  offer(frame: Frame): void {
    for (const subscriber of this.subscribers) subscriber.receive(frame, this.mode);
  }

  stop(): void {}
}

interface Slot {
  pending: Frame | null;
  /** Notes that the scores sent last had counted. */
  readonly notes: number | null;
  cancel: Undo;
}

/** At most one event in an interval, for each source and session: the first at once, then the newest. */
export class RatedProjection extends Projection {
  private readonly slots = new Map<string, Slot>();

  constructor(
    private readonly interval: Milliseconds,
    private readonly clock: Clock,
  ) {
    super('latest');
  }

  override offer(frame: Frame): void {
    const slot = this.slots.get(frame.key);
    if (slot) this.hold(frame, slot);
    else this.send(frame);
  }

  override stop(): void {
    for (const slot of this.slots.values()) slot.cancel();
    this.slots.clear();
  }

  private hold(frame: Frame, slot: Slot): void {
    slot.pending = joined(slot.pending, frame);
    if (notesIn(frame) !== slot.notes) this.send(slot.pending);
  }

  private send(frame: Frame): void {
    this.slots.get(frame.key)?.cancel();
    const cancel = this.clock.after(this.interval, () => this.next(frame.key));
    this.slots.set(frame.key, { pending: null, notes: notesIn(frame), cancel });
    super.offer(frame);
  }

  private next(key: string): void {
    const pending = this.slots.get(key)?.pending;
    this.slots.delete(key);
    if (pending) this.send(pending);
  }
}

/** Pitches are gathered into their range; of anything else only the newest counts. */
function joined(pending: Frame | null, newest: Frame): Frame {
  if (newest.topic !== 'pitch') return newest;
  const gathered = (pending?.wireData ?? null) as PitchData | null;
  return newest.withData(gatherPitch(gathered, newest.wireData as PitchData));
}

/** The scores that belong to a note go out with it, whatever the rate. */
function notesIn(frame: Frame): number | null {
  return frame.topic === 'metrics' ? (frame.wireData as MetricsData).notes_detected : null;
}
