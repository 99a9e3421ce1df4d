import { Agreement, agree } from './agreement.js';
import type { NoveltyEar } from './novelty-ear.js';
import type { PartialProbe, Repetition } from './partial-probe.js';
import { PeriodChoice } from './period-choice.js';
import type { PeriodPeaks } from './period-peaks.js';

const KEEP = 0.9; // a pitch stays while its peak is nearly the best
const SAME_CENTS = 60;
const ESCAPE_HOPS = 4;
const DOUBT_WAIT = 0.055;
const DOUBT_SECONDS = 0.25;
const JUMP_HOPS = 3;
const OPEN_CLARITY_EARLY = 0.85;
const OPEN_CLARITY_LATE = 0.85;
const EARLY_PERIODS = 4;
const LEAST_PERIODS = 1.8;
const SURE_CLARITY = 0.98;
const SURE_RUN = 1;
const ALONE_SHARE = 0.01; // where nothing rings on there is nothing to confuse
const ALONE_CLARITY = 0.96;
const OPEN_RUN = 2;
const CLEAR_CLARITY = 0.93;
const UNCLEAR_RUN = 3;
const NOVEL_RUN = 2;
const NOVEL_CLEAR = 0.8;
const NOVEL_UNCLEAR_RUN = 4;
const STEADY_CLARITY = 0.985;
const PULSE_DB = 10; // no single note swings so far within its own period
const PULSE_PERIODS = 1.1; // of the lowest note, from one pulse to the next
const MIXED_SHARE = 0.1;
const MIXED_CLARITY = 0.97;
const NOVEL_CLARITY = 0.7;
const OLD_NOTES = 3;
const PATIENCE_HOPS = 3;
const HOLD_CLARITY = 0.72;
const OLD_NOTE_CLARITY = 0.86;

/**
 * Follows one period through the peaks: opens it after an onset, holds it, lets it go. From one hop to
 * the next a string changes little, so the period that is held need not be the best of each.
 */
export class PeriodTracker {
  /** Seconds; 0 while nothing is held. */
  period = 0;
  clarity = 0;
  /** Whether `period` was found after the last onset. */
  isNew = false;
  /** After how many hops without any drift. */
  looks = 0;
  /** Whether it can only be told when older notes are taken away. */
  isMixed = false;
  /** Seconds since the last onset. Kept here, because a fraction that is handed over may be boxed. */
  sinceOnset = 10;

  /** Seconds since the period broke off or was found. */
  steadySeconds = 0;
  /** Level of the newest hop, dBFS. */
  levelDb = 0;

  private readonly peaks: PeriodPeaks;
  private readonly choice: PeriodChoice;
  private readonly probe: PartialProbe;
  private readonly novelty: NoveltyEar;
  private readonly pulseSeconds: number;
  private readonly oldPeriods = new Float64Array(OLD_NOTES); // of the notes before the last onset, newest first
  /** What is being thought about. One object, filled in place: fractions that are handed over by themselves are boxed. */
  private readonly candidate: Repetition = { period: Number.NaN, clarity: Number.NaN };
  private readonly opening = new Agreement();
  private readonly novel = new Agreement();
  private readonly jumping = new Agreement();
  private readonly escaping = new Agreement();
  private escapeHops = 0;
  private lostHops = 0;
  private loudestDb = 0;
  private loudestAt = 0; // seconds after the onset

  /** `longestPeriod`: of the lowest note, in seconds. */
  constructor(peaks: PeriodPeaks, probe: PartialProbe, novelty: NoveltyEar, longestPeriod: number) {
    this.pulseSeconds = PULSE_PERIODS * longestPeriod;
    this.peaks = peaks;
    this.choice = new PeriodChoice(peaks, this.oldPeriods);
    this.probe = probe;
    this.novelty = novelty;
  }

  /** An onset: what was held is old from now on. */
  restart(): void {
    this.rememberOld();
    this.isNew = false;
    this.loudestDb = Number.NEGATIVE_INFINITY;
    this.opening.reset();
    this.novel.reset();
    this.novelty.restart(this);
  }

  /** Silence: nothing rings any more. */
  forget(): void {
    this.release();
    this.oldPeriods.fill(0);
  }

  release(): void {
    this.period = 0;
    this.isNew = false;
    this.opening.reset();
  }

  update(): void {
    this.followLoudest();
    const best = this.choice.pick(this);
    this.clarity = best < 0 ? 0 : (this.peaks.heights[best] as number);
    this.novelty.listen(this);
    if (this.isNew) {
      this.hold(best);
      return;
    }
    if (this.period > 0) this.holdOld();
    if (best >= 0) this.open(best);
    if (!this.isNew) this.openThroughOldNotes();
  }

  private followLoudest(): void {
    if (this.levelDb < this.loudestDb && this.sinceOnset - this.loudestAt < this.pulseSeconds) return;
    this.loudestDb = this.levelDb;
    this.loudestAt = this.sinceOnset;
  }

  /** Between the pulses of a low string, a short stretch may look like anything. */
  private isBetweenPulses(peak: number): boolean {
    const span = this.peaks.spans[peak] as number;
    return this.sinceOnset - this.loudestAt > span && this.levelDb < this.loudestDb - PULSE_DB;
  }

  private rememberOld(): void {
    const { oldPeriods, candidate } = this;
    candidate.period = oldPeriods[0] as number;
    if (this.period === 0 || agree(this, candidate)) return;
    oldPeriods.copyWithin(1, 0);
    oldPeriods[0] = this.period;
  }

  private hold(best: number): void {
    const { heights } = this.peaks;
    const kept = this.peaks.nearest(this, SAME_CENTS);
    const keptHeight = kept < 0 ? 0 : (heights[kept] as number);
    const bestHeight = best < 0 ? 0 : (heights[best] as number);
    const isKept = keptHeight >= HOLD_CLARITY;
    this.isMixed = !isKept && this.isHeardThroughOldNotes();
    if (isKept || this.isMixed) this.lostHops = 0;
    if (this.isMixed) this.stay(this.novelty);
    if (isKept) this.stay(this.peak(kept));
    if (keptHeight < STEADY_CLARITY) this.steadySeconds = 0;
    if (isKept && keptHeight >= KEEP * bestHeight && !this.choice.isHalf(kept, this)) {
      this.jumping.reset();
      this.considerEscape(best);
    } else if (!this.considerJump(best) && !isKept && ++this.lostHops > PATIENCE_HOPS) this.release();
  }

  private isHeardThroughOldNotes(): boolean {
    return this.novelty.clarity >= HOLD_CLARITY && agree(this.novelty, this);
  }

  private stay({ period, clarity }: Repetition): void {
    this.period = period;
    this.clarity = clarity;
  }

  private peak(index: number): Repetition {
    this.candidate.period = this.peaks.periods[index] as number;
    this.candidate.clarity = this.peaks.heights[index] as number;
    return this.candidate;
  }

  /** Perhaps the period is only a multiple: if a shorter one looks as good, or while the attack still rings. */
  private considerEscape(best: number): void {
    const isShorter = best >= 0 && (this.peaks.periods[best] as number) < 0.7 * this.period;
    if (!isShorter && this.sinceOnset > DOUBT_SECONDS) this.escapeHops = 0;
    else this.escapeHops++;
    if (this.escapeHops < ESCAPE_HOPS) return;
    this.escapeHops = 0;
    const { candidate } = this;
    candidate.period = this.period;
    candidate.clarity = this.clarity;
    this.probe.reduce(candidate, this.oldPeriods);
    if (candidate.period < 0.7 * this.period && this.escaping.add(candidate) >= 2)
      this.period = candidate.period;
  }

  /** Whether something is still held. */
  private considerJump(best: number): boolean {
    if (best < 0 || (this.peaks.heights[best] as number) < OPEN_CLARITY_LATE) {
      this.jumping.reset();
      return false;
    }
    const candidate = this.peak(best);
    this.probe.reduce(candidate, this.oldPeriods);
    if (!agree(candidate, this) && this.jumping.add(candidate) < JUMP_HOPS) return false;
    this.stay(candidate);
    return true;
  }

  private holdOld(): void {
    const kept = this.peaks.nearest(this, SAME_CENTS);
    if (kept >= 0 && (this.peaks.heights[kept] as number) >= OLD_NOTE_CLARITY) this.stay(this.peak(kept));
    else this.period = 0;
  }

  private open(best: number): void {
    const candidate = this.peak(best);
    const { period: longest, clarity } = candidate;
    const isEarly = this.sinceOnset < EARLY_PERIODS * longest;
    const isMixed = this.novelty.oldShare > MIXED_SHARE;
    const least = isMixed ? MIXED_CLARITY : isEarly ? OPEN_CLARITY_EARLY : OPEN_CLARITY_LATE;
    if (clarity < least || this.isBetweenPulses(best) || this.sinceOnset < LEAST_PERIODS * longest) {
      this.opening.reset();
      return;
    }
    this.probe.reduce(candidate, this.oldPeriods);
    if (this.probe.isDoubtful && this.sinceOnset < DOUBT_WAIT) this.opening.reset();
    else if (this.opening.add(candidate) >= runFor(candidate, this.novelty)) {
      this.accept(candidate, this.opening.steadyRun);
    }
  }

  private openThroughOldNotes(): void {
    const { candidate, novelty, novel } = this;
    if (novelty.clarity < NOVEL_CLARITY) {
      novel.reset();
      return;
    }
    candidate.period = novelty.period;
    candidate.clarity = novelty.clarity;
    this.probe.reduce(candidate, this.oldPeriods);
    if (novel.add(candidate) < (novelty.clarity > NOVEL_CLEAR ? NOVEL_RUN : NOVEL_UNCLEAR_RUN)) return;
    this.accept(candidate, NOVEL_RUN);
    this.isMixed = true;
  }

  private accept(heard: Repetition, looks: number): void {
    this.stay(heard);
    this.looks = looks;
    this.isNew = true;
    this.isMixed = false;
    this.steadySeconds = 0;
    this.jumping.reset();
    this.escapeHops = 0;
  }
}

/** How many hops have to agree: the fewer the clearer they are. */
function runFor({ clarity }: Repetition, { oldShare }: NoveltyEar): number {
  if (oldShare < ALONE_SHARE && clarity >= ALONE_CLARITY) return SURE_RUN;
  if (clarity >= SURE_CLARITY) return SURE_RUN;
  return clarity >= CLEAR_CLARITY ? OPEN_RUN : UNCLEAR_RUN;
}
