const MOST_PEAKS = 48;
const LOWEST_HZ = 36;
const HIGHEST_HZ = 2000;
const LEAST_SHARE = 10 ** -2.6; // of the power of the strongest: weaker ones may be its side lobes
const GROWTH = 4; // in power, against the time before the pluck: what rang already is no news
const PROMINENCE = 6; // in power, over the valleys beside it: a pick's noise has no valleys
const LASTING_SHARE = 0.1; // a partial was there a moment ago,
const FASTEST_FALL = 20; // and has not died away since
const TINY = 1e-15; // keeps the logarithm of digital silence finite

/** Partials that a pluck brought: peaks of a spectrum that last. Those that were there before are seen, but weigh nothing. */
export class SpectralPeaks {
  count = 0;
  /** How many of them are new. */
  newCount = 0;
  /** Of the whole range, from 0 for pure tones to 1 for white noise (Gray & Markel 1974). */
  flatness = 1;
  /** Lowest first. */
  readonly hertz = new Float64Array(MOST_PEAKS);
  /** 1 for a full-scale sine; 0 for what was there before the pluck. */
  readonly amplitudes = new Float64Array(MOST_PEAKS);

  private readonly binHz: number;
  private readonly first: number;
  private readonly last: number;

  constructor(sampleRate: number, size: number) {
    this.binHz = sampleRate / size;
    this.first = Math.max(4, Math.ceil(LOWEST_HZ / this.binHz));
    this.last = Math.min(size / 2 - 5, Math.floor(HIGHEST_HZ / this.binHz));
  }

  /** `before` the pluck, `then`: a moment ago, and `now`. */
  collect(before: Float64Array, then: Float64Array, now: Float64Array): void {
    this.count = 0;
    this.newCount = 0;
    this.flatness = flatness(now, this.first, this.last);
    const least = LEAST_SHARE * greatest(now, this.first, this.last);
    for (let bin = this.first; bin <= this.last && this.count < MOST_PEAKS; bin++) {
      if ((now[bin] as number) < least || !isPeak(now, bin)) continue;
      if (isProminent(now, bin) && hasLasted(then, now, bin)) this.add(now, bin, hasGrown(before, now, bin));
    }
  }

  /** A parabola through the logarithms of three bins finds the frequency between them. */
  private add(power: Float64Array, bin: number, isNew: boolean): void {
    const left = Math.log(power[bin - 1] as number);
    const middle = Math.log(power[bin] as number);
    const right = Math.log(power[bin + 1] as number);
    const curvature = left - 2 * middle + right;
    this.hertz[this.count] = (bin + (curvature < 0 ? (0.5 * (left - right)) / curvature : 0)) * this.binHz;
    this.amplitudes[this.count] = isNew ? Math.sqrt(power[bin] as number) : 0;
    this.count++;
    if (isNew) this.newCount++;
  }
}

function greatest(power: Float64Array, first: number, last: number): number {
  let most = 0;
  for (let bin = first; bin <= last; bin++) most = Math.max(most, power[bin] as number);
  return most;
}

/** Geometric over arithmetic mean. */
function flatness(power: Float64Array, first: number, last: number): number {
  let logs = 0;
  let sum = 0;
  for (let bin = first; bin <= last; bin++) {
    logs += Math.log((power[bin] as number) + TINY);
    sum += (power[bin] as number) + TINY;
  }
  const bins = last - first + 1;
  return Math.exp(logs / bins) / (sum / bins);
}

function isPeak(power: Float64Array, bin: number): boolean {
  const value = power[bin] as number;
  return value > 0 && value >= (power[bin - 1] as number) && value > (power[bin + 1] as number);
}

function hasGrown(before: Float64Array, now: Float64Array, bin: number): boolean {
  return (now[bin] as number) >= GROWTH * highestAround(before, bin);
}

function highestAround(power: Float64Array, bin: number): number {
  return Math.max(power[bin - 1] as number, power[bin] as number, power[bin + 1] as number);
}

function isProminent(power: Float64Array, bin: number): boolean {
  const below = Math.min(power[bin - 4] as number, power[bin - 3] as number, power[bin - 2] as number);
  const above = Math.min(power[bin + 2] as number, power[bin + 3] as number, power[bin + 4] as number);
  return (power[bin] as number) >= (PROMINENCE / 2) * (below + above);
}

function hasLasted(then: Float64Array, now: Float64Array, bin: number): boolean {
  const value = now[bin] as number;
  const earlier = highestAround(then, bin);
  return earlier >= LASTING_SHARE * value && earlier <= FASTEST_FALL * value;
}
