import type { DetectorListener } from '../detector.js';
import { DampingWatch } from './damping-watch.js';
import { type HeardHop, isNews } from './heard-hop.js';
import { PendingOnset } from './pending-onset.js';
import { PitchPath } from './pitch-path.js';
import { isSamePitch, namesOneFret, SteadyPitch } from './steady-pitch.js';

const LEAST_WAIT_SECONDS = 0.014;
/** A finger may touch the string before it plucks it; no hand plucks one string twice in so short a time. */
const ONE_GESTURE_SECONDS = 0.07;
const AGREEING_HOPS = 2;
const MORE_HOPS = 3;
const LONG_SPAN_SECONDS = 0.02; // two hops see nearly the same of a low string, and of its attack
const NAME_DOUBT_SECONDS = 0.023; // then a pitch between two frets is the guitar's, not the attack's
const SWELL_HOPS = 10; // nothing was plucked: a note may swell, but so may the body of the guitar ring
const SURE_HOPS = 1;
const SURE_CLARITY = 0.975;
const BEFORE_HOPS = 12; // more than an onset is dated back
const FADED_DB = 20; // no string fades so fast: a hand came down, and clicked
const SLIDE_HOPS = 10; // a slide changes the spectrum as well, and passes on
const SLIDE_SEMITONES = 3; // from the fret that rings it comes through its neighbours first

const PATIENCE_SECONDS = 0.15;
const CHORD_PATIENCE_SECONDS = 0.21; // till then it is known whether what was struck is a chord
const RINGING_SECONDS = 8;
const LOST_SECONDS = 0.06;
const ATTACK_SECONDS = 0.045; // nothing a hand does is faster: till then a pitch settles
const SETTLING_SEMITONES = 0.9;
const DOUBT_SECONDS = 0.25; // no finger leaves the octave so soon: it was the string's second partial
const JUMP_SEMITONES = 0.6;
const SETTLED_SECONDS = 0.028;
const FOLLOW = 0.05;

/**
 * Cuts the stream of pitches and onsets into notes. An onset is a note once a pitch after it agrees with itself, and an
 * attack if none does in time; without an onset, a leap of the pitch is a legato note, and a glide is none.
 */
export class NoteSegmenter {
  /** Index of the note that sounds, -1 when none does. */
  current = -1;
  /** Whether it is a chord. */
  isChord = false;
  private wasChord = false; // what the ear for chords said a hop ago
  private next = 0;
  private readonly listener: DetectorListener;
  private readonly sampleRate: number;
  private deadLevel = Number.NEGATIVE_INFINITY; // what is left of a muted string swells no more
  private anchor = 0;
  private lastHeard = 0;
  private begunAt = Number.NaN;
  private readonly pending = new PendingOnset();
  private readonly steady = new SteadyPitch();
  private readonly path = new PitchPath();
  private readonly damping = new DampingWatch();

  constructor(sampleRate: number, listener: DetectorListener) {
    this.sampleRate = sampleRate;
    this.listener = listener;
  }

  hear(hop: HeardHop): void {
    this.damping.hear(hop);
    if (hop.hasOnset) this.startPending(hop);
    if (hop.isChord && !this.wasChord) this.strum(hop);
    this.wasChord = hop.isChord;
    const hasPitch = !Number.isNaN(hop.pitch);
    this.steady.hear(hop);
    if (hasPitch || (this.isStrumming(hop) && hop.level >= hop.gate)) this.lastHeard = hop.end;
    if (this.pending.isAwaited) this.resolvePending(hop, hasPitch);
    else if (this.isChord && this.isOneString(hop)) this.begin(hop, hop.struck, 0, false);
    else if (hasPitch && hop.isNew && !this.isStrumming(hop)) this.follow(hop);
    const isLost = hop.isSilent || hop.end - this.lastHeard > LOST_SECONDS * this.sampleRate;
    if (this.current >= 0 && isLost) this.end(this.lastHeard);
  }

  /** A chord has no pitch, and yet it is no background noise: for 8 s its strings may ring. `now`: in input samples. */
  isRinging(now: number): boolean {
    return this.isChord && now - this.begunAt < RINGING_SECONDS * this.sampleRate;
  }

  finish(end: number): void {
    this.end(end);
  }

  /** All strings of a strum are one note: the one that began with the first of them. */
  private strum(hop: HeardHop): void {
    const isUnderWay = this.current >= 0 && this.begunAt > hop.struck - ONE_GESTURE_SECONDS * this.sampleRate;
    if (this.pending.isAwaited && !isUnderWay) this.beginChord(hop);
    this.pending.clear();
    this.isChord = this.current >= 0;
  }

  /** What was struck, and never had a pitch: a muted string, or the strings of a chord once more. */
  private giveUpPending(hop: HeardHop): void {
    if (!this.isChord && (this.pending.rise > 0 || hop.change === 'struck') && !this.pending.wasStopped) {
      this.listener.onAttack(this.pending.at, this.pending.level);
      this.deadLevel = hop.level;
    }
    if (this.isChord && hop.change === 'struck') this.beginChord(hop);
    this.pending.clear();
  }

  /** Strings that only swelled before they were struck were no part of it. */
  private beginChord(hop: HeardHop): void {
    const { at, rise } = this.pending;
    this.begin(hop, rise > 0 ? at : Math.max(at, hop.struck), rise, false, true);
  }

  /** The pitch wanders between the strings of a chord, or of what may become one. */
  private isStrumming(hop: HeardHop): boolean {
    return this.isChord || (hop.isMixed && hop.end - this.begunAt < PATIENCE_SECONDS * this.sampleRate);
  }

  /** What swells amid a chord, but brings nothing new. */
  private isBeating(hop: HeardHop): boolean {
    return this.isChord && (hop.isMixed || (this.pending.rise === 0 && !isNews(hop)));
  }

  /** The chord was stopped while its strings beat, and a string plucked. */
  private isOneString(hop: HeardHop): boolean {
    const isLater = hop.struck - this.begunAt > ONE_GESTURE_SECONDS * this.sampleRate;
    return (
      isNews(hop) && isLater && !hop.isMixed && hop.clarity >= SURE_CLARITY && this.steady.hops >= SWELL_HOPS
    );
  }

  private startPending(hop: HeardHop): void {
    const gesture = ONE_GESTURE_SECONDS * this.sampleRate;
    const isSwelling = hop.isMixed && hop.rise === 0 && hop.struck < hop.onset - gesture; // no hand did that
    if (hop.onset - this.pending.at < (isSwelling ? PATIENCE_SECONDS * this.sampleRate : gesture)) return;
    if (hop.isMixed && hop.onset - this.begunAt < gesture) return;
    if (this.pending.isAwaited) this.giveUpPending(hop);
    this.pending.begin(hop, this.damping.level(BEFORE_HOPS));
    this.deadLevel = Number.NEGATIVE_INFINITY;
  }

  /** A string that was struck hard begins sharp: its name is known when its pitch stands still, and names one fret. */
  private isDrifting(hop: HeardHop): boolean {
    if (hop.clarity < SURE_CLARITY && this.steady.isMoving) return true;
    return !namesOneFret(hop) && hop.end - this.pending.sureSince < NAME_DOUBT_SECONDS * this.sampleRate;
  }

  private resolvePending(hop: HeardHop, hasPitch: boolean): void {
    const { pending } = this;
    pending.hear(hop);
    const waited = (hop.end - pending.at) / this.sampleRate;
    const isSure = this.steady.hops >= this.hopsNeeded(hop) && waited >= LEAST_WAIT_SECONDS;
    if (isSure && Number.isNaN(pending.sureSince)) pending.sureSince = hop.end;
    const isDead = pending.isDead(hop);
    if (isSure && !isDead && !this.isDrifting(hop) && !this.isTail(hop) && !this.isBeating(hop)) {
      if (!this.isSameGesture(hop)) this.begin(hop, pending.at, pending.rise, false);
      pending.clear();
    } else if (waited > (this.isChord || hop.mayBeChord ? CHORD_PATIENCE_SECONDS : PATIENCE_SECONDS)) {
      if (hasPitch && !isDead && !this.isChord) pending.clear();
      else this.giveUpPending(hop);
    }
  }

  /** What is left of the note that sounded is no new one. */
  private isTail(hop: HeardHop): boolean {
    const hasFaded =
      hop.level < this.pending.levelBefore - FADED_DB ||
      (hop.isFalling && !this.isLow(hop) && this.pending.wasStopped);
    return hop.level < hop.gate || (isSamePitch(hop.quickPitch, this.anchor) && hasFaded);
  }

  /** Whether it could be what is left of the note that sounded. */
  private isFading(hop: HeardHop): boolean {
    return isSamePitch(hop.quickPitch, this.anchor) && hop.level < this.pending.levelBefore;
  }

  /** Whether the onset belongs to the note that sounds, whose pitch was heard before it. */
  private isSameGesture(hop: HeardHop): boolean {
    return (
      this.current >= 0 &&
      this.pending.at - this.begunAt < ONE_GESTURE_SECONDS * this.sampleRate &&
      isSamePitch(hop.quickPitch, this.anchor)
    );
  }

  private isLow(hop: HeardHop): boolean {
    return hop.quickSpan > LONG_SPAN_SECONDS * this.sampleRate;
  }

  /** A click is a pluck. Without one, a pitch next to the note that rings could be a finger on its way. */
  private hopsNeeded(hop: HeardHop): number {
    const unsure = this.isLow(hop) || this.isFading(hop) ? MORE_HOPS : AGREEING_HOPS;
    const enough = hop.clarity >= SURE_CLARITY ? SURE_HOPS : unsure;
    if (this.pending.wasStruck || this.current < 0) return enough;
    const isElsewhere = !isSamePitch(hop.quickPitch, this.anchor);
    const isNear = Math.abs(hop.quickPitch - this.anchor) < SLIDE_SEMITONES;
    if (isElsewhere && isNear) this.pending.maySlide = true;
    return this.pending.maySlide && isElsewhere ? SLIDE_HOPS : enough;
  }

  private follow(hop: HeardHop): void {
    if (this.current < 0) {
      if (hop.level < Math.max(hop.gate, this.deadLevel) || this.steady.hops < SWELL_HOPS) return;
      this.begin(hop, hop.end - hop.quickSpan, 0, false);
      return;
    }
    this.path.hear(hop);
    const moved = Math.abs(hop.quickPitch - this.anchor);
    if (moved < JUMP_SEMITONES) {
      this.anchor += FOLLOW * (hop.quickPitch - this.anchor);
      return;
    }
    if (this.isSettling(hop, moved) || this.path.isGliding(hop.end, this.sampleRate)) {
      this.anchor = hop.quickPitch;
    } else if (!hop.mayBeChord && hop.end - this.path.settledSince >= SETTLED_SECONDS * this.sampleRate) {
      this.begin(hop, this.path.leaptAt, 0, true);
    }
  }

  /** The attack still rings, or odd partials are so weak that the string's own period was found late. */
  private isSettling(hop: HeardHop, moved: number): boolean {
    const age = (hop.end - this.begunAt) / this.sampleRate;
    const isOctaveBelow = isSamePitch(hop.quickPitch, this.anchor - 12);
    return (moved < SETTLING_SEMITONES && age < ATTACK_SECONDS) || (isOctaveBelow && age < DOUBT_SECONDS);
  }

  private begin(hop: HeardHop, onset: number, rise: number, isLegato: boolean, isChord = hop.isChord): void {
    this.end(onset);
    this.current = this.next++;
    this.begunAt = onset;
    this.isChord = isChord;
    this.anchor = hop.pitch;
    this.path.restart(hop.pitch, hop.end);
    this.damping.restart();
    this.listener.onNote({
      index: this.current,
      onset: Math.max(0, onset),
      at: hop.end,
      noteNumber: isChord ? hop.root : hop.pitch,
      confidence: isChord ? 1 : hop.clarity,
      level: hop.level,
      rise,
      isLegato,
      isChord,
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
