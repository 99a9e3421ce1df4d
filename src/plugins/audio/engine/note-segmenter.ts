import type { DetectorListener } from '../detector.js';
import { DampingWatch } from './damping-watch.js';
import { PitchPath } from './pitch-path.js';

/** What the segmenter hears of each hop. Positions and ages are in input samples. */
export interface HeardHop {
  end: number;
  hasOnset: boolean;
  onset: number;
  rise: number;
  /** Note number of the pitch now, NaN without one. */
  pitch: number;
  /** The same from the shortest possible stretch of signal, and the length of that stretch. */
  quickPitch: number;
  quickSpan: number;
  /** The pitch was found after the last onset. */
  isNew: boolean;
  clarity: number;
  level: number;
  /** Softer sounds are no notes. */
  gate: number;
  /** The sound does not repeat as one string does. */
  isMixed: boolean;
  /** Several strings were plucked together, and the note number of the one that explains most of it. */
  isChord: boolean;
  root: number;
}

const LEAST_WAIT_SECONDS = 0.02;
/** A finger may touch the string before it plucks it; no hand plucks one string twice in so short a time. */
const ONE_GESTURE_SECONDS = 0.07;
const AGREEMENT_SEMITONES = 0.35;
const AGREEING_HOPS = 2;
const SAME_HOPS = 2;
const WEAK_HOPS = 9; // without a click: a slide changes the spectrum as well, and passes on

const PATIENCE_SECONDS = 0.15;
const LOST_SECONDS = 0.06;
const JUMP_SEMITONES = 0.6;
const SETTLED_SECONDS = 0.028;
const FOLLOW = 0.05;

/** Cuts the stream of pitches and onsets into notes. */
export class NoteSegmenter {
  /** Index of the note that sounds, -1 when none does. */
  current = -1;
  /** Whether it is a chord. */
  isChord = false;
  private next = 0;
  private readonly listener: DetectorListener;
  private readonly sampleRate: number;
  private pendingOnset = Number.NaN;
  private pendingRise = 0;
  private pendingLevel = 0; // the loudest since the onset: a muted string is silent when it is known to be one
  private agreeing = 0;
  private lastPitch = 0;
  private anchor = 0;
  private lastHeard = 0;
  private begunAt = Number.NaN;
  private readonly path = new PitchPath();
  private readonly damping = new DampingWatch();

  constructor(sampleRate: number, listener: DetectorListener) {
    this.sampleRate = sampleRate;
    this.listener = listener;
  }

  hear(hop: HeardHop): void {
    this.damping.hear(hop);
    if (hop.hasOnset) this.startPending(hop);
    if (hop.isChord && !this.isChord) this.strum(hop);
    const hasPitch = !Number.isNaN(hop.pitch);
    if (hasPitch || (this.isStrumming(hop) && hop.level >= hop.gate)) this.lastHeard = hop.end;
    if (!Number.isNaN(this.pendingOnset)) this.resolvePending(hop, hasPitch);
    else if (hasPitch && hop.isNew && !this.isStrumming(hop)) this.follow(hop);
    if (this.current >= 0 && hop.end - this.lastHeard > LOST_SECONDS * this.sampleRate)
      this.end(this.lastHeard);
  }

  finish(end: number): void {
    this.end(end);
  }

  /** All strings of a strum are one note: the one that began with the first of them. */
  private strum(hop: HeardHop): void {
    if (!Number.isNaN(this.pendingOnset)) this.begin(hop, this.pendingOnset, this.pendingRise, false);
    this.pendingOnset = Number.NaN;
    this.isChord = this.current >= 0;
  }

  /** The pitch wanders between the strings of a chord, or of what may become one. */
  private isStrumming(hop: HeardHop): boolean {
    return this.isChord || (hop.isMixed && hop.end - this.begunAt < PATIENCE_SECONDS * this.sampleRate);
  }

  private startPending(hop: HeardHop): void {
    const gesture = ONE_GESTURE_SECONDS * this.sampleRate;
    if (hop.onset - this.pendingOnset < gesture) return;
    if (hop.isMixed && hop.onset - this.begunAt < gesture) return;
    if (!Number.isNaN(this.pendingOnset)) this.listener.onAttack(this.pendingOnset, this.pendingLevel);
    this.pendingOnset = hop.onset;
    this.pendingLevel = hop.level;
    this.pendingRise = hop.rise;
  }

  private resolvePending(hop: HeardHop, hasPitch: boolean): void {
    this.pendingLevel = Math.max(this.pendingLevel, hop.level);
    const waited = (hop.end - this.pendingOnset) / this.sampleRate;
    this.agreeing =
      hasPitch && hop.isNew && Math.abs(hop.quickPitch - this.lastPitch) < AGREEMENT_SEMITONES
        ? this.agreeing + 1
        : 0;
    this.lastPitch = hop.quickPitch;
    const isSure = this.agreeing >= this.hopsNeeded(hop) && waited >= LEAST_WAIT_SECONDS;
    if (isSure && !(this.isChord && hop.isMixed)) {
      this.begin(hop, this.pendingOnset, this.pendingRise, false);
      this.pendingOnset = Number.NaN;
    } else if (waited > PATIENCE_SECONDS) {
      const isBeating = this.isChord && this.pendingRise === 0;
      if (!hasPitch && !isBeating) this.listener.onAttack(this.pendingOnset, this.pendingLevel);
      this.pendingOnset = Number.NaN;
    }
  }

  /** A slide passes on, and never through the note that rings: there the same pitch again is a new pluck. */
  private hopsNeeded(hop: HeardHop): number {
    if (this.pendingRise > 0) return AGREEING_HOPS;
    const isSame = this.current >= 0 && Math.abs(hop.quickPitch - this.anchor) < AGREEMENT_SEMITONES;
    return isSame ? SAME_HOPS : WEAK_HOPS;
  }

  private follow(hop: HeardHop): void {
    if (this.current < 0) {
      if (hop.level < hop.gate) return;
      this.begin(hop, hop.end - hop.quickSpan, 0, false);
      return;
    }
    this.path.hear(hop);
    const moved = Math.abs(hop.quickPitch - this.anchor);
    if (moved < JUMP_SEMITONES) {
      this.anchor += FOLLOW * (hop.quickPitch - this.anchor);
      return;
    }
    if (this.path.isGliding(hop.end, this.sampleRate)) {
      this.anchor = hop.quickPitch;
    } else if (hop.end - this.path.settledSince >= SETTLED_SECONDS * this.sampleRate) {
      this.begin(hop, this.path.leaptAt, 0, true);
    }
  }

  private begin(hop: HeardHop, onset: number, rise: number, isLegato: boolean): void {
    this.end(onset);
    this.current = this.next++;
    this.begunAt = onset;
    this.isChord = hop.isChord;
    this.anchor = hop.pitch;
    this.path.restart(hop.pitch, hop.end);
    this.damping.restart();
    this.listener.onNote({
      index: this.current,
      onset: Math.max(0, onset),
      at: hop.end,
      noteNumber: hop.isChord ? hop.root : hop.pitch,
      confidence: hop.isChord ? 1 : hop.clarity,
      level: hop.level,
      rise,
      isLegato,
      isChord: hop.isChord,
    });
  }

  private end(offset: number): void {
    if (this.current < 0) return;
    const { dampedAt } = this.damping;
    this.listener.onNoteEnd(this.current, dampedAt < offset ? dampedAt : offset);
    this.current = -1;
    this.isChord = false;
  }
}
