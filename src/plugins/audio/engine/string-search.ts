import type { SpectralPeaks } from './spectral-peaks.js';

const LOWEST_HZ = 29; // five-string basses end at 31 Hz
const STRONGEST = 6; // partials that are tried,
const HIGHEST_ORDER = 8; // as the first, second ... of a string
const TOLERANCE = 0.012;
const TOLERANCE_BINS = 0.7;
const SAME_PITCH = 0.03;
const SAME_STRING = 0.008; // its partials are in tune with each other
const MOST_PEAKS = 64;
const HIGHEST_COUNTED = 23;
/** Chords are tempered: their thirds are 14 cents sharper than a fifth partial, their sevenths 31 cents than a seventh. */
const IN_TUNE = 0.004;
/** Partials of a stiff string are sharp: f_n = n f (1 + B n²/2); as a rule, and at most. */
const USUAL_STIFFNESS = 6e-5;
const STIFFNESS = 1.5e-4;
const FUNDAMENTAL_HZ = 2.5; // as near as a peak of the spectrum is found
const FUNDAMENTAL_SHARE = 0.12; // of the strongest partial: weaker ones may be the body of the guitar
const ENOUGH_PRIMES = 2;

/** The pitch that the tracker hears, NaN for none. */
interface HeardPitch {
  readonly frequency: number;
}

/**
 * Looks for the one string that explains the most of a sound: a harmonic sieve (Duifhuis, Willems & Sluyter 1982) that is
 * tried at whole fractions of the strongest partials. The notes of a chord are partials of a lower tone, too: 2 and 3 of a
 * fifth, 4, 5 and 6 of a major chord. A real string sounds at that pitch itself, or has partials that no chord brings.
 */
export class StringSearch {
  /** Its frequency; 0 where no string explains anything. */
  hertz = 0;
  /** Share of the amplitude that it leaves unexplained, 0 to 1. */
  rest = 1;
  /** How many of the partials that it leaves unexplained are those of one other string. */
  others = 0;

  private readonly tolerance: number; // Hz
  private readonly isTried = new Uint8Array(MOST_PEAKS);
  private readonly isLeft = new Uint8Array(MOST_PEAKS);
  private total = 0;
  private strongest = 0; // amplitude

  /** `binHz`: how far apart the bins of the spectrum are. */
  constructor(binHz: number) {
    this.tolerance = TOLERANCE_BINS * binHz;
  }

  search(peaks: SpectralPeaks, heard: HeardPitch): void {
    this.hertz = 0;
    this.rest = 1;
    this.isTried.fill(0);
    this.total = 0;
    this.strongest = 0;
    for (let i = 0; i < peaks.count; i++) {
      this.total += peaks.amplitudes[i] as number;
      this.strongest = Math.max(this.strongest, peaks.amplitudes[i] as number);
    }
    for (let tried = 0; tried < Math.min(STRONGEST, peaks.newCount); tried++) {
      const strongest = this.strongestUntried(peaks);
      this.isTried[strongest] = 1;
      for (let order = 1; order <= HIGHEST_ORDER; order++)
        this.consider(peaks, (peaks.hertz[strongest] as number) / order, heard);
    }
    this.findOthers(peaks, this.isHeard(this.hertz, heard));
  }

  private findOthers({ count, hertz, amplitudes }: SpectralPeaks, isHeard: boolean): void {
    for (let i = 0; i < count; i++) {
      const isExplained = this.partialAt(hertz[i] as number, this.hertz, isHeard) > 0;
      this.isLeft[i] = isExplained || amplitudes[i] === 0 ? 0 : 1;
    }
    this.others = 0;
    for (let i = 0; i < count; i++) {
      if (this.isLeft[i] === 1) this.others = Math.max(this.others, this.countPartials(hertz, count, i));
    }
  }

  /** How many of what is left are whole multiples of one of them. */
  private countPartials(hertz: Float64Array, count: number, first: number): number {
    let partials = 0;
    for (let i = first; i < count; i++) {
      const ratio = (hertz[i] as number) / (hertz[first] as number);
      if (this.isLeft[i] === 1 && Math.abs(ratio / Math.round(ratio) - 1) < SAME_STRING) partials++;
    }
    return partials;
  }

  private isHeard(first: number, { frequency }: HeardPitch): boolean {
    return Math.abs(frequency / first - 1) < SAME_PITCH;
  }

  private strongestUntried({ count, amplitudes }: SpectralPeaks): number {
    let best = -1;
    for (let i = 0; i < count; i++) {
      if (this.isTried[i] === 1) continue;
      if (best < 0 || (amplitudes[i] as number) > (amplitudes[best] as number)) best = i;
    }
    return best;
  }

  /** Whether a string with this `first` partial explains more than others. */
  private consider({ count, hertz, amplitudes }: SpectralPeaks, first: number, heard: HeardPitch): void {
    if (first < LOWEST_HZ) return;
    const isHeard = this.isHeard(first, heard);
    let inTune = 0; // a bit for each partial
    let fundamental = 0;
    let unexplained = 0;
    for (let i = 0; i < count; i++) {
      const here = hertz[i] as number;
      const amplitude = amplitudes[i] as number;
      const partial = this.partialAt(here, first, isHeard);
      if (partial === 0) unexplained += amplitude;
      if (partial === 1 && Math.abs(here - first) < FUNDAMENTAL_HZ)
        fundamental = Math.max(fundamental, amplitude || Infinity); // what rang before weighs nothing, but is there
      if (partial <= HIGHEST_COUNTED && isInTune(here, partial, first)) inTune |= 1 << partial;
    }
    if (unexplained >= this.rest * this.total) return;
    const isString = fundamental > FUNDAMENTAL_SHARE * this.strongest;
    if (!isString && primesIn(inTune) < (fundamental > 0 ? 1 : isHeard ? ENOUGH_PRIMES : Infinity)) return;
    this.rest = unexplained / this.total;
    this.hertz = first;
  }

  /** Which partial of the string lies here, 0 for none. High ones of a stiff string may lie nearer to the place of the next. */
  private partialAt(here: number, first: number, isHeard: boolean): number {
    const nearest = Math.max(1, Math.round(here / first));
    for (
      let partial = nearest;
      partial > (isHeard && nearest > HIGHEST_ORDER ? nearest - 2 : nearest - 1);
      partial--
    ) {
      const off = here - partial * first;
      const tolerance = Math.max(this.tolerance, TOLERANCE * here);
      const sharp = first * partial ** 3 * STIFFNESS;
      if (off >= -tolerance && off <= tolerance + sharp) return partial;
    }
    return 0;
  }
}

function isInTune(here: number, partial: number, first: number): boolean {
  if (partial === 0) return false;
  const off = here / (partial * first) - 1;
  return off > -IN_TUNE && off < IN_TUNE + USUAL_STIFFNESS * partial * partial;
}

/** How many partials are there that chords do not bring. */
function primesIn(partials: number): number {
  const has = (partial: number) => (partials >> partial) & 1;
  return has(5) + has(7) + has(11) + has(13);
}
