import { BandChange } from './band-change.js';
import { PowerSpectrum } from './power-spectrum.js';
import { RecentSamples } from './recent-samples.js';
import { SpectralPeaks } from './spectral-peaks.js';
import { StringSearch } from './string-search.js';

const WINDOW_SECONDS = 0.093; // tells the two lowest strings apart
const MOMENT_SECONDS = 0.015;
/** All strings of a slow strum sound by then, and a pick's noise is gone. */
const FIRST_LOOK_SECONDS = 0.09;
const LAST_LOOK_SECONDS = 0.2; // the body of the guitar has stopped ringing, and only strings are left
const BEFORE_SECONDS = 0.004;
const ONE_GESTURE_SECONDS = 0.07;
const MIXED_GESTURE_SECONDS = 0.15;
const BEATING_SECONDS = 0.2;
const AGREEING_LOOKS = 4;
const FEWEST_PEAKS = 3;
const NOISY = 0.27; // flatter spectra are no strings
/** Clarity of one string, of several strings, of noise; and what of the amplitude one string may leave unexplained. */
const CLEAR = 0.95;
const STILL_CHORD = 0.99; // the chord before rings on, whatever else was struck
const MIXED = 0.93;
const NOISE = 0.25;
const SURELY_MIXED = 0.85;
const SECOND_STRING = 3; // partials
const SURELY_MIXED_REST = 0.06;
const MIXED_REST = 0.1;
const CLEAR_REST = 0.12;
const AGAIN_REST = 0.18; // after a chord, which rings on
const CLEARING = 0.7; // of what was unexplained three looks ago
const SURE_REST = 0.27; // after another sound, which may be on its way to a new pitch itself
/** What rings on from before, as a share of the power: over more than that, one new string is a mixture, too. */
const RINGING_SHARE = 0.05;
const DEAD_SHARE = 0.3; // of the power three looks ago: no string fades so fast
const OTHER_SHARE = 0.45; // strings that were stopped have fallen,
const NEW_SHARE = 0.08; // and one that was plucked has grown
const STRUCK_SHARE = 0.24; // of the bands: where fewer have grown, the strings only beat against each other
const CLEARED_SECONDS = 0.045; // ago, when the mean of the clarity tells
const LATER_SHARE = 0.45; // what swelled was none, but the strings were struck right after it,
const LATER_SECONDS = 0.06; // ago, when so much has grown
const CLARITY_SHARE = 0.15; // of the newest hop in the mean: about 20 ms

/**
 * Strings were `struck`: the spectrum grew all over. Or an `other` sound took the place of the one before. Or there was
 * `none`: strings beat against each other.
 */
export type Change = 'untold' | 'none' | 'other' | 'struck';

/** The newest hop: its clarity from 0 to 1, and its pitch, NaN for none. */
interface HeardSound {
  readonly clarity: number;
  readonly frequency: number;
}

/**
 * Tells a strum from a note: from a tenth to a fifth of a second after a pluck, four looks in a row, no single string
 * explains the partials that it brought. An octave counts as its lower note; what dies away at once is a muted string.
 * The first look tells what the pluck did to the sound.
 */
export class ChordEar {
  /** Several strings sound since the last pluck. */
  isChord = false;
  /** What the last pluck did to the sound, told a tenth of a second after it. */
  change: Change = 'untold';
  /** The string that explains the most of it, in Hz. */
  root = 0;
  /** Samples since the last pluck, at the rate of the ear. */
  age = Number.POSITIVE_INFINITY;

  private readonly recent: RecentSamples;
  private readonly spectrum: PowerSpectrum;
  private readonly size: number;
  private readonly before: Float64Array;
  private readonly silence: Float64Array;
  private readonly earlier: Float64Array;
  private readonly bands: BandChange;
  private readonly peaks: SpectralPeaks;
  private readonly search: StringSearch;
  private readonly rate: number;
  private readonly firstLook: number; // samples after the pluck
  private readonly cleared: number;
  private readonly later: number;
  private nextLook = 0;
  private agreeing = 0;
  private clarity = 0;
  private isAfterChord = false;
  private isAfterSound = false;
  private ringing = 0; // share of the power
  private looks = 0;
  private readonly rests = new Float64Array(AGREEING_LOOKS); // rings
  private readonly powers = new Float64Array(AGREEING_LOOKS);

  constructor(sampleRate: number) {
    this.rate = sampleRate;
    this.firstLook = FIRST_LOOK_SECONDS * sampleRate;
    this.cleared = Math.round(CLEARED_SECONDS * sampleRate);
    this.later = Math.round(LATER_SECONDS * sampleRate);
    this.size = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate));
    this.recent = new RecentSamples(sampleRate, this.size / sampleRate + FIRST_LOOK_SECONDS + 0.02);
    this.spectrum = new PowerSpectrum(this.size);
    this.before = new Float64Array(this.size / 2);
    this.silence = new Float64Array(this.size / 2);
    this.earlier = new Float64Array(this.size / 2);
    this.bands = new BandChange(sampleRate, this.size);
    this.peaks = new SpectralPeaks(sampleRate, this.size);
    this.search = new StringSearch(sampleRate / this.size);
  }

  append(samples: Float64Array): void {
    this.recent.append(samples);
    this.age += samples.length;
  }

  /** A pluck began `sinceOnset` seconds ago; the next strings of the same strum are no other one. */
  pluck({ sinceOnset }: { readonly sinceOnset: number }, hasClick: boolean): void {
    const age = Math.round(sinceOnset * this.rate);
    const isSwelling = this.isMixed && !hasClick && this.change !== 'none';
    const gesture = isSwelling ? MIXED_GESTURE_SECONDS : ONE_GESTURE_SECONDS;
    if (this.age - age >= gesture * this.rate) this.restart(age);
  }

  /** A pluck began so many samples ago. */
  private restart(age: number): void {
    this.age = age;
    this.isAfterChord =
      this.isChord || (this.isAfterChord && (this.clarity < STILL_CHORD || this.change === 'none'));
    this.isChord = false;
    this.change = 'untold';
    this.agreeing = 0;
    this.powers.fill(0);
    this.nextLook = this.firstLook;
    this.clarity = 1;
  }

  /** Strings of a chord beat against each other for a while: what grows without a click was not struck. */
  get isBeating(): boolean {
    return this.isChord && this.age < BEATING_SECONDS * this.rate;
  }

  /** Of late it looks like one, but that is not certain yet. */
  get mayBeChord(): boolean {
    return this.agreeing > 0 && !this.isChord;
  }

  /** The sound does not repeat as one string does, of late. */
  get isMixed(): boolean {
    return this.clarity < MIXED;
  }

  /** One hop, with its clarity from 0 to 1. Objects, because a fraction that is handed over may be boxed. */
  listen(heard: HeardSound): void {
    const wasMixed = this.isMixed;
    this.clarity += CLARITY_SHARE * (heard.clarity - this.clarity);
    if (wasMixed && !this.isMixed) this.doubtChord();
    if (this.age < this.nextLook || this.isChord || this.age > LAST_LOOK_SECONDS * this.rate + 64) return;
    const isFirst = this.nextLook === this.firstLook;
    this.nextLook += MOMENT_SECONDS * this.rate;
    if (isFirst) this.look(this.age + Math.round(BEFORE_SECONDS * this.rate), this.before);
    this.look(Math.round(MOMENT_SECONDS * this.rate), this.earlier);
    this.look(0, this.spectrum.power);
    this.compareWithBefore();
    if (isFirst) this.change = this.changeSincePluck();
    if (this.change === 'none' && this.bands.grown > LATER_SHARE) {
      this.restart(this.later);
      return;
    }
    this.agreeing = this.isMixture(heard) ? this.agreeing + 1 : 0;
    this.rests[this.looks++ % AGREEING_LOOKS] = this.search.rest;
    this.isChord = this.agreeing >= AGREEING_LOOKS && !this.isClearing;
  }

  /** A chord that is clear of a sudden may have been stopped, and a string plucked so softly that nobody heard it. */
  private doubtChord(): void {
    const isRinging = this.isChord || this.isAfterChord;
    if (isRinging && this.age > LAST_LOOK_SECONDS * this.rate) this.restart(this.cleared);
  }

  private changeSincePluck(): Change {
    const { grown, fallen } = this.bands;
    if (grown > STRUCK_SHARE) return 'struck';
    return grown > NEW_SHARE && grown + fallen > OTHER_SHARE ? 'other' : 'none';
  }

  private isMixture(heard: HeardSound): boolean {
    if (this.clarity < NOISE || this.isDead) return false;
    if (this.isAfterChord ? this.change !== 'struck' : this.ringing > RINGING_SHARE) return false;
    const before = this.isAfterChord ? this.silence : this.before; // the same strings again are new, though they rang before
    this.peaks.collect(before, this.earlier, this.spectrum.power);
    if (this.peaks.newCount < FEWEST_PEAKS || this.peaks.flatness > NOISY) return false;
    this.search.search(this.peaks, heard);
    this.root = this.search.hertz;
    return this.hasMoreThanOneString();
  }

  /** How much of what sounds has sounded before: a note that was stopped is none of it. */
  private compareWithBefore(): void {
    const now = this.spectrum.power;
    let old = 0;
    let earlier = 0;
    let all = 0;
    for (let bin = 0; bin < now.length; bin++) {
      old += Math.min(this.before[bin] as number, now[bin] as number);
      earlier += this.before[bin] as number;
      all += now[bin] as number;
    }
    this.bands.compare(this.before, now);
    this.ringing = old / all;
    this.powers[this.looks % AGREEING_LOOKS] = all;
    this.isAfterSound = earlier > RINGING_SHARE * all;
  }

  /** Strings that a hand lies on are silent before they have a pitch. */
  private get isDead(): boolean {
    const now = this.powers[this.looks % AGREEING_LOOKS] as number;
    return now < DEAD_SHARE * (this.powers[(this.looks + 1) % AGREEING_LOOKS] as number);
  }

  /** The attack still passes, and one string may be left. */
  private get isClearing(): boolean {
    if (this.isAfterChord || this.clarity < SURELY_MIXED) return false;
    return this.search.rest < CLEARING * (this.rests[this.looks % AGREEING_LOOKS] as number);
  }

  private hasMoreThanOneString(): boolean {
    const { rest, others } = this.search;
    if (this.clarity < SURELY_MIXED && this.ringing < RINGING_SHARE) return rest > SURELY_MIXED_REST;
    if (this.isAfterChord) return rest > AGAIN_REST;
    if (this.isAfterSound) return rest > SURE_REST;
    if (others >= SECOND_STRING) return rest > SURELY_MIXED_REST;
    return rest > (this.clarity < CLEAR ? MIXED_REST : CLEAR_REST);
  }

  /** The spectrum of so many samples ago. */
  private look(ago: number, power: Float64Array): void {
    this.spectrum.transform(this.recent.samples, this.recent.samples.length - ago - this.size);
    if (power !== this.spectrum.power) power.set(this.spectrum.power);
  }
}
