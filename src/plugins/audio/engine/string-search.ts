import type { SpectralPeaks } from './spectral-peaks.js';

const LOWEST_HZ = 29; // five-string basses end at 31 Hz
const STRONGEST = 6; // partials that are tried,
const HIGHEST_ORDER = 8; // as the first, second ... of a string
const TOLERANCE = 0.012;
const TOLERANCE_BINS = 0.7;
const STIFFNESS = 1.5e-4; // partials of a stiff string are sharp: f_n = n f (1 + B n²/2) at most

/** Looks for the one string that explains the most of a sound. */
export class StringSearch {
  /** Its frequency; 0 where no string explains anything. */
  hertz = 0;
  /** Share of the amplitude that it leaves unexplained, 0 to 1. */
  rest = 1;

  private readonly tolerance: number; // Hz
  private readonly isTried = new Uint8Array(64);

  /** `binHz`: how far apart the bins of the spectrum are. */
  constructor(binHz: number) {
    this.tolerance = TOLERANCE_BINS * binHz;
  }

  search(peaks: SpectralPeaks): void {
    this.hertz = 0;
    this.rest = 1;
    this.isTried.fill(0);
    for (let tried = 0; tried < Math.min(STRONGEST, peaks.count); tried++) {
      const strongest = this.strongestUntried(peaks);
      this.isTried[strongest] = 1;
      for (let order = 1; order <= HIGHEST_ORDER; order++) this.consider(peaks, strongest, order);
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

  /** Whether the peak `at` is the partial of this order of a string that explains more than others. */
  private consider({ count, hertz, amplitudes }: SpectralPeaks, at: number, order: number): void {
    const first = (hertz[at] as number) / order;
    if (first < LOWEST_HZ) return;
    let found = 0; // a bit for each low partial
    let unexplained = 0;
    let all = 0;
    for (let i = 0; i < count; i++) {
      const here = hertz[i] as number;
      const partial = Math.max(1, Math.round(here / first));
      const off = here - partial * first;
      const tolerance = Math.max(this.tolerance, TOLERANCE * here);
      const sharp = first * partial ** 3 * STIFFNESS;
      all += amplitudes[i] as number;
      if (off < -tolerance || off > tolerance + sharp) unexplained += amplitudes[i] as number;
      else if (partial < 8) found |= 1 << partial;
    }
    if (!isString(found) || unexplained >= this.rest * all) return;
    this.rest = unexplained / all;
    this.hertz = first;
  }
}

/**
 * The notes of a chord are partials of a lower tone, too: 2 and 3 of a fifth, 4, 5 and 6 of a major chord. A real string
 * has its first partial, or at least the seventh, which no chord brings.
 */
function isString(found: number): boolean {
  const has = (partial: number) => (found & (1 << partial)) !== 0;
  return has(1) || (has(2) && has(3) && has(5) && has(7));
}
