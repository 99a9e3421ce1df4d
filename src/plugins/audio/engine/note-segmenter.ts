import type { DetectorListener } from '../detector.js';
import type { Change } from './chord-ear.js';
import { DampingWatch } from './damping-watch.js';
import { PitchPath } from './pitch-path.js';

/** What the segmenter hears of each hop. Positions and ages are in input samples. */
export interface HeardHop {
  end: number;
  hasOnset: boolean;
  onset: number;
  rise: number;
  /** Growth of the spectrum, see SpectralFlux. */
  growth: number;
  /** Note number of the pitch now, NaN without one. */
  pitch: number;
  /** The same from the shortest possible stretch of signal, and the length of that stretch. */
  quickPitch: number;
  quickSpan: number;
  /** The pitch was found after the last onset. */
  isNew: boolean;
  /** After how many hops without any drift it was found. */
  looks: number;
  /** Nothing sounds any more. */
  isSilent: boolean;
  clarity: number;
  level: number;
  /** The sound is being stopped. */
  isFalling: boolean;
  /** Softer sounds are no notes. */
  gate: number;
  /** The sound does not repeat as one string does. */
  isMixed: boolean;
  /** Several strings were plucked together, and the note number of the one that explains most of it. */
  isChord: boolean;
  root: number;
  /** So it seems, and will be known in 50 ms. */
  mayBeChord: boolean;
  /** What the last pluck did to the sound. */
  change: Change;
  /** When that pluck was. */
  struck: number;
}

const LEAST_WAIT_SECONDS = 0.014;
/** A finger may touch the string before it plucks it; no hand plucks one string twice in so short a time. */
const ONE_GESTURE_SECONDS = 0.07;
const AGREEMENT_SEMITONES = 0.35;
const AGREEING_HOPS = 2;
const MORE_HOPS = 3;
const LONG_SPAN_SECONDS = 0.02; // two hops see nearly the same of a low string, and of its attack
const LEAST_CLARITY = 0.72;
const DRIFT_SEMITONES = 0.1; // from one hop to the next
const NAME_DOUBT_SECONDS = 0.023; // then a pitch between two frets is the guitar's, not the attack's
const CLEAR = 0.95;
const BETWEEN_SEMITONES = 0.3;
const SWELL_HOPS = 10; // nothing was plucked: a note may swell, but so may the body of the guitar ring
const SURE_HOPS = 1;
const SURE_CLARITY = 0.975;
const BEFORE_HOPS = 12; // more than an onset is dated back
const DEAD_DB = 14; // below its attack: a string under a hand dies away before its pitch is known
const FADED_DB = 20; // no string fades so fast: a hand came down, and clicked
const SLIDE_HOPS = 10; // a slide changes the spectrum as well, and passes on
const STRUCK_GROWTH = 0.15; // a slide is smooth; fingers and picks are not
const SLIDE_SEMITONES = 3; // from the fret that rings it comes through its neighbours first

const PATIENCE_SECONDS = 0.15;
const CHORD_PATIENCE_SECONDS = 0.2; // till then it is known whether what was struck is another chord
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
  private pendingOnset = Number.NaN;
  private pendingRise = 0;
  private levelBefore = 0;
  private pendingLevel = 0; // the loudest since the onset: a muted string is silent when it is known to be one
  private deadLevel = Number.NEGATIVE_INFINITY; // what is left of a muted string swells no more
  private agreeing = 0;
  private pendingGrowth = 0;
  private maySlide = false;
  private lastPitch = 0;
  private drift = 0; // semitones since the hop before
  private sureSince = Number.NaN;
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
    if (hop.isChord && !this.wasChord) this.strum(hop);
    this.wasChord = hop.isChord;
    const hasPitch = !Number.isNaN(hop.pitch);
    this.countAgreeing(hop);
    if (hasPitch || (this.isStrumming(hop) && hop.level >= hop.gate)) this.lastHeard = hop.end;
    if (!Number.isNaN(this.pendingOnset)) this.resolvePending(hop, hasPitch);
    else if (this.isChord && this.isOneString(hop)) this.begin(hop, hop.struck, 0, false);
    else if (hasPitch && hop.isNew && !this.isStrumming(hop)) this.follow(hop);
    const isLost = hop.isSilent || hop.end - this.lastHeard > LOST_SECONDS * this.sampleRate;
    if (this.current >= 0 && isLost) this.end(this.lastHeard);
  }

  /** A chord has no pitch, and is no background noise: its strings may ring for so long. */
  isRinging(now: number): boolean {
    return this.isChord && now - this.begunAt < RINGING_SECONDS * this.sampleRate;
  }

  finish(end: number): void {
    this.end(end);
  }

  /** All strings of a strum are one note: the one that began with the first of them. */
  private strum(hop: HeardHop): void {
    const isUnderWay = this.current >= 0 && this.begunAt > hop.struck - ONE_GESTURE_SECONDS * this.sampleRate;
    if (!Number.isNaN(this.pendingOnset) && !isUnderWay)
      this.begin(hop, this.pendingOnset, this.pendingRise, false, true);
    this.pendingOnset = Number.NaN;
    this.isChord = this.current >= 0;
  }

  /** What was struck, and never had a pitch: a muted string, or the strings of a chord once more. */
  private giveUpPending(hop: HeardHop): void {
    if (!this.isChord && (this.pendingRise > 0 || hop.change === 'struck') && !this.wasStopped()) {
      this.listener.onAttack(this.pendingOnset, this.pendingLevel);
      this.deadLevel = hop.level;
    }
    if (this.isChord && hop.change === 'struck')
      this.begin(hop, this.pendingOnset, this.pendingRise, false, true);
    this.pendingOnset = Number.NaN;
  }

  /** The pitch wanders between the strings of a chord, or of what may become one. */
  private isStrumming(hop: HeardHop): boolean {
    return this.isChord || (hop.isMixed && hop.end - this.begunAt < PATIENCE_SECONDS * this.sampleRate);
  }

  /** What swells amid a chord, but brings nothing new. */
  private isBeating(hop: HeardHop): boolean {
    return this.isChord && (hop.isMixed || (this.pendingRise === 0 && !isNews(hop)));
  }

  /** The chord was stopped while its strings beat, and a string plucked. */
  private isOneString(hop: HeardHop): boolean {
    const isLater = hop.struck - this.begunAt > ONE_GESTURE_SECONDS * this.sampleRate;
    return (
      isNews(hop) && isLater && !hop.isMixed && hop.clarity >= SURE_CLARITY && this.agreeing >= SWELL_HOPS
    );
  }

  private startPending(hop: HeardHop): void {
    const gesture = ONE_GESTURE_SECONDS * this.sampleRate;
    const isBeating = hop.isMixed && hop.rise === 0 && hop.struck < hop.onset - gesture; // no hand did that
    if (hop.onset - this.pendingOnset < (isBeating ? PATIENCE_SECONDS * this.sampleRate : gesture)) return;
    if (hop.isMixed && hop.onset - this.begunAt < gesture) return;
    if (!Number.isNaN(this.pendingOnset)) this.giveUpPending(hop);
    this.pendingOnset = hop.onset;
    this.deadLevel = Number.NEGATIVE_INFINITY;
    this.sureSince = Number.NaN;
    this.pendingLevel = hop.level;
    this.pendingRise = hop.rise;
    this.levelBefore = this.damping.level(BEFORE_HOPS);
    this.pendingGrowth = 0;
    this.maySlide = false;
  }

  private countAgreeing(hop: HeardHop): void {
    const isSame = Math.abs(hop.quickPitch - this.lastPitch) < AGREEMENT_SEMITONES;
    if (!hop.isNew || hop.clarity < LEAST_CLARITY) this.agreeing = 0;
    else if (this.agreeing === 0) this.agreeing = hop.looks;
    else this.agreeing = isSame ? this.agreeing + 1 : 1;
    this.drift = Math.abs(hop.quickPitch - this.lastPitch);
    this.lastPitch = hop.quickPitch;
  }

  /** A string that was struck hard begins sharp: its name is known when its pitch stands still, and names one fret. */
  private isDrifting({ end, clarity, pitch, quickPitch }: HeardHop): boolean {
    if (clarity < SURE_CLARITY && this.drift > DRIFT_SEMITONES) return true;
    const isBetween = clarity < CLEAR && Math.abs(pitch - Math.round(pitch)) > BETWEEN_SEMITONES;
    const isInDoubt = isBetween || Math.round(pitch) !== Math.round(quickPitch);
    return isInDoubt && end - this.sureSince < NAME_DOUBT_SECONDS * this.sampleRate;
  }

  private resolvePending(hop: HeardHop, hasPitch: boolean): void {
    this.pendingLevel = Math.max(this.pendingLevel, hop.level);
    this.pendingGrowth = Math.max(this.pendingGrowth, hop.growth);
    const waited = (hop.end - this.pendingOnset) / this.sampleRate;
    const isSure = this.agreeing >= this.hopsNeeded(hop) && waited >= LEAST_WAIT_SECONDS;
    if (isSure && Number.isNaN(this.sureSince)) this.sureSince = hop.end;
    const isDead = hop.level < this.pendingLevel - DEAD_DB;
    if (isSure && !isDead && !this.isDrifting(hop) && !this.isTail(hop) && !this.isBeating(hop)) {
      if (!this.isSameGesture(hop)) this.begin(hop, this.pendingOnset, this.pendingRise, false);
      this.pendingOnset = Number.NaN;
    } else if (waited > (this.isChord ? CHORD_PATIENCE_SECONDS : PATIENCE_SECONDS)) {
      if (hasPitch && !isDead && !this.isChord) this.pendingOnset = Number.NaN;
      else this.giveUpPending(hop);
    }
  }

  /** A hand that comes down on the strings is no pluck: nothing was struck, and nothing grew louder. */
  private wasStopped(): boolean {
    return this.pendingRise === 0 && this.pendingLevel < this.levelBefore;
  }

  /** What is left of the note that sounded is no new one. */
  private isTail(hop: HeardHop): boolean {
    const hasFaded =
      hop.level < this.levelBefore - FADED_DB || (hop.isFalling && !this.isLow(hop) && this.wasStopped());
    return hop.level < hop.gate || (this.isSamePitch(hop) && hasFaded);
  }

  /** Whether it could be what is left of the note that sounded. */
  private isFading(hop: HeardHop): boolean {
    return this.isSamePitch(hop) && hop.level < this.levelBefore;
  }

  private isSamePitch(hop: HeardHop): boolean {
    return Math.abs(hop.quickPitch - this.anchor) < AGREEMENT_SEMITONES;
  }

  /** Whether the onset belongs to the note that sounds, whose pitch was heard before it. */
  private isSameGesture(hop: HeardHop): boolean {
    return (
      this.current >= 0 &&
      this.pendingOnset - this.begunAt < ONE_GESTURE_SECONDS * this.sampleRate &&
      this.isSamePitch(hop)
    );
  }

  private isLow(hop: HeardHop): boolean {
    return hop.quickSpan > LONG_SPAN_SECONDS * this.sampleRate;
  }

  /** A click is a pluck. Without one, a pitch next to the note that rings could be a finger on its way. */
  private hopsNeeded(hop: HeardHop): number {
    const unsure = this.isLow(hop) || this.isFading(hop) ? MORE_HOPS : AGREEING_HOPS;
    const enough = hop.clarity >= SURE_CLARITY ? SURE_HOPS : unsure;
    const isStruck = this.pendingRise > 0 || this.pendingGrowth > STRUCK_GROWTH;
    if (isStruck || this.current < 0) return enough;
    const distance = Math.abs(hop.quickPitch - this.anchor);
    if (distance >= AGREEMENT_SEMITONES && distance < SLIDE_SEMITONES) this.maySlide = true;
    return this.maySlide && distance >= AGREEMENT_SEMITONES ? SLIDE_HOPS : enough;
  }

  private follow(hop: HeardHop): void {
    if (this.current < 0) {
      if (hop.level < Math.max(hop.gate, this.deadLevel) || this.agreeing < SWELL_HOPS) return;
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
    const isOctaveBelow = Math.abs(this.anchor - 12 - hop.quickPitch) < AGREEMENT_SEMITONES;
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

function isNews({ change }: HeardHop): boolean {
  return change === 'struck' || change === 'other';
}
