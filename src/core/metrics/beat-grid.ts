import type { TransportReading } from '../events/reading.js';
import type { Bpm, Milliseconds } from '../music/units.js';
import type { BeatPosition } from './grid-fit.js';

/** A beat that was told, or expected where the grid began. */
interface Anchor {
  readonly time: Milliseconds;
  /** Beats since the grid began. */
  readonly beats: number;
  readonly beatMs: Milliseconds;
}

/** Onsets are judged a little later than they sound: earlier beats stay at hand. */
const ANCHORS_KEPT = 16;
/** How much of a beat's deviation is believed: clocks jitter, tempos do not. */
const TRUST = 0.3;
/** A beat this far off, in beats, is a jump to another place rather than jitter. */
const JUMP = 0.15;

/** The grid of the running transport, from whatever is told of tempo, beats and play state. */
export class BeatGrid {
  private readonly anchors: Anchor[] = [];
  private isPlaying = false;
  private bpm: Bpm | null = null;

  /** The transport's tempo while it runs, else `null`. */
  get tempo(): Bpm | null {
    return this.isPlaying ? this.bpm : null;
  }

  observe({ time, isPlaying, tempo, beat }: TransportReading): void {
    const hasStarted = isPlaying === true && !this.isPlaying;
    if (isPlaying !== undefined) this.isPlaying = isPlaying;
    if (tempo !== undefined && tempo > 0 && Number.isFinite(tempo)) this.changeTempo(time, tempo);
    if (hasStarted) this.anchors.length = 0;
    // Without any beat told, the first one is where the transport starts.
    if (beat !== undefined || (this.isPlaying && this.anchors.length === 0)) this.anchorAt(time);
  }

  /** Where an instant lies on the grid; `null` while no transport runs. */
  positionOf(time: Milliseconds): BeatPosition | null {
    if (!this.isPlaying) return null;
    const anchor = this.anchors.findLast((known) => known.time <= time) ?? this.anchors[0];
    if (!anchor) return null;
    return { beats: anchor.beats + (time - anchor.time) / anchor.beatMs, beatMs: anchor.beatMs };
  }

  private changeTempo(time: Milliseconds, tempo: Bpm): void {
    const isNew = tempo !== this.bpm;
    const here = isNew ? this.positionOf(time) : null;
    this.bpm = tempo;
    if (here) this.remember({ time, beats: here.beats, beatMs: 60_000 / tempo });
  }

  private anchorAt(time: Milliseconds): void {
    if (this.bpm === null) return;
    const beatMs = 60_000 / this.bpm;
    const expected = this.positionOf(time);
    const beats = Math.round(expected?.beats ?? 0);
    const late = expected ? (expected.beats - beats) * beatMs : 0;
    const isJump = Math.abs(late) > JUMP * beatMs;
    this.remember({ time: isJump ? time : time - (1 - TRUST) * late, beats, beatMs });
  }

  private remember(anchor: Anchor): void {
    this.anchors.push(anchor);
    if (this.anchors.length > ANCHORS_KEPT) this.anchors.shift();
  }
}
