import type { SpectralPeaks } from './spectral-peaks.js';

const LOWEST_HZ = 29; // five-string basses end at 31 Hz
const STRONGEST = 6; // partials that are tried,
const HIGHEST_ORDER = 8; // as the first, second ... of a string
const TOLERANCE = 0.012;
const TOLERANCE_BINS = 0.7;
const SAME_PITCH = 0.03;
const MOST_PEAKS = 64;
const HIGHEST_COUNTED = 23;
const SECOND_ORDERS = 3;
const SECOND_LOWEST_HZ = 60;
const STIFFNESS = 1.5e-4; // partials of a stiff string are sharp: f_n = n f (1 + B n²/2) at most

/** The pitch that the tracker hears, NaN for none. */
interface HeardPitch {
  readonly frequency: number;
}

/**
 * Looks for the one string that explains the most of a sound, and for a second one in what it leaves: a harmonic sieve
 * (Duifhuis, Willems & Sluyter 1982) that is tried at whole fractions of the strongest partials.
 */
export class StringSearch {
  /** Its frequency; 0 where no string explains anything. */
  hertz = 0;
  /** Share of the amplitude that it leaves unexplained, 0 to 1. */
  rest = 1;
  /** Share of the amplitude that is of a second string: at least two partials of it. */
  second = 0;

  private readonly tolerance: number; // Hz
  private readonly isTried = new Uint8Array(MOST_PEAKS);
  private readonly isRest = new Uint8Array(MOST_PEAKS);
  private readonly isUnexplained = new Uint8Array(MOST_PEAKS);
  private total = 0;

  /** `binHz`: how far apart the bins of the spectrum are. */
  constructor(binHz: number) {
    this.tolerance = TOLERANCE_BINS * binHz;
  }

  search(peaks: SpectralPeaks, heard: HeardPitch): void {
    this.hertz = 0;
    this.rest = 1;
    this.second = 0;
    this.isTried.fill(0);
    this.isRest.fill(0);
    this.total = 0;
    for (let i = 0; i < peaks.count; i++) this.total += peaks.amplitudes[i] as number;
    for (let tried = 0; tried < Math.min(STRONGEST, peaks.newCount); tried++) {
      const strongest = this.strongestUntried(peaks);
      this.isTried[strongest] = 1;
      for (let order = 1; order <= HIGHEST_ORDER; order++)
        this.consider(peaks, (peaks.hertz[strongest] as number) / order, heard);
    }
    for (let i = 0; i < peaks.count; i++) {
      if (this.isRest[i] === 0) continue;
      for (let order = 1; order <= SECOND_ORDERS; order++)
        this.considerSecond(peaks, (peaks.hertz[i] as number) / order);
    }
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
    const isHeard = Math.abs(heard.frequency / first - 1) < SAME_PITCH;
    let found = 0; // a bit for each partial
    let unexplained = 0;
    for (let i = 0; i < count; i++) {
      const partial = this.partialAt(hertz[i] as number, first, isHeard);
      this.isUnexplained[i] = partial === 0 ? 1 : 0;
      if (partial === 0) unexplained += amplitudes[i] as number;
      else if (partial <= HIGHEST_COUNTED) found |= 1 << partial;
    }
    if (!isString(found, isHeard) || unexplained >= this.rest * this.total) return;
    this.rest = unexplained / this.total;
    this.hertz = first;
    this.isRest.set(this.isUnexplained);
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

  /** Whether several partials that the first string leaves are those of another one. */
  private considerSecond({ count, hertz, amplitudes }: SpectralPeaks, first: number): void {
    if (first < SECOND_LOWEST_HZ) return;
    let sum = 0;
    let partials = 0;
    for (let i = 0; i < count; i++) {
      if (this.isRest[i] === 0 || this.partialAt(hertz[i] as number, first, false) === 0) continue;
      sum += amplitudes[i] as number;
      if ((amplitudes[i] as number) > 0) partials++;
    }
    if (partials >= 2) this.second = Math.max(this.second, sum / this.total);
  }
}

/**
 * The notes of a chord are partials of a lower tone, too: 2 and 3 of a fifth, 4, 5 and 6 of a major chord, even 7 of a
 * seventh. A real string has its first partial, or it is heard at that pitch and has partials which chords hardly bring.
 */
function isString(found: number, isHeard: boolean): boolean {
  const has = (partial: number) => (found >> partial) & 1;
  if (has(1)) return true;
  const isLow = has(2) && has(3) && has(5) && has(7);
  const isLowest = has(7) + has(11) + has(13) + has(17) + has(19) + has(23) >= 4;
  return isHeard && (isLow === 1 || isLowest);
}
