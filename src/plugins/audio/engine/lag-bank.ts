/** Samples on this grid have products whose sums are exact in 53 bits: nothing ever drifts. */
const GRID = 2 ** 20;
const BLOCKS_PER_HOP = 2;
const SHORTEST_WINDOW_SECONDS = 0.004;
const PERIODS_PER_WINDOW = 0.8;

/**
 * How well the signal repeats itself after each lag: the normalised square difference function of McLeod & Wyvill 2005
 * (2 r / m, from -1 to 1), but with a window of its own for every lag, just under one period long. A short lag then
 * answers after few milliseconds, a long one as soon as it possibly can.
 *
 * A window is a whole number of blocks, so each product is computed once: block sums enter and, a window later, leave.
 */
export class LagBank {
  /** NSDF for the lags `minLag` to `maxLag`, in order. */
  readonly nsdf: Float64Array;
  readonly minLag: number;
  readonly maxLag: number;
  readonly sampleRate: number;

  private readonly hop: number;
  private readonly block: number;
  private readonly windows: Int32Array; // blocks per lag
  private readonly depth: number; // blocks in the longest window
  private readonly past: Float64Array; // the newest samples, oldest first
  private readonly energies: Float64Array; // energies[i]: sum of the squares before past[i]
  private readonly blockSums: Float64Array; // a ring of `depth` rows, one sum per lag
  private readonly sums: Float64Array; // r per lag
  private row = 0;

  /** `hop`: samples per `append`, an even number. Covers the periods of `lowHz` to `highHz`. */
  constructor(sampleRate: number, hop: number, lowHz: number, highHz: number) {
    this.sampleRate = sampleRate;
    this.hop = hop;
    this.block = hop / BLOCKS_PER_HOP;
    this.minLag = Math.max(2, Math.floor(sampleRate / highHz) - 1);
    // A multiple of four lags, for the kernel.
    const lags = 4 * Math.ceil((Math.ceil(sampleRate / lowHz) + 2 - this.minLag) / 4);
    this.maxLag = this.minLag + lags - 1;
    this.windows = Int32Array.from({ length: lags }, (_, i) => this.blocksFor(this.minLag + i));
    this.depth = Math.max(...this.windows);
    const kept = this.maxLag + this.depth * this.block + hop;
    this.past = new Float64Array(kept);
    this.energies = new Float64Array(kept + 1);
    this.blockSums = new Float64Array(this.depth * lags);
    this.sums = new Float64Array(lags);
    this.nsdf = new Float64Array(lags);
  }

  /** How much signal the value of a lag rests on, in samples: itself and its window. */
  spanOf(lag: number): number {
    const index = Math.min(Math.max(Math.round(lag), this.minLag), this.maxLag) - this.minLag;
    return lag + (this.windows[index] as number) * this.block;
  }

  /** Takes one hop of samples. */
  append(samples: Float64Array): void {
    const x = this.past;
    const first = x.length - this.hop;
    x.copyWithin(0, this.hop);
    for (let i = 0; i < this.hop; i++) {
      x[first + i] = Math.round((samples[i] as number) * GRID) / GRID;
    }
    for (let start = first; start < x.length; start += this.block) this.replaceOldestBlock(start);
  }

  /** Brings `nsdf` up to date. */
  compare(): void {
    const e = this.energies;
    this.accumulateEnergies();
    const end = e.length - 1;
    const total = e[end] as number;
    for (let i = 0; i < this.nsdf.length; i++) {
      const window = (this.windows[i] as number) * this.block;
      const delayed = end - this.minLag - i;
      const energy =
        total - (e[end - window] as number) + (e[delayed] as number) - (e[delayed - window] as number);
      this.nsdf[i] = energy > 0 ? (2 * (this.sums[i] as number)) / energy : 0;
    }
  }

  private blocksFor(lag: number): number {
    const shortest = SHORTEST_WINDOW_SECONDS * this.sampleRate;
    return Math.max(1, Math.round(Math.max(shortest, PERIODS_PER_WINDOW * lag) / this.block));
  }

  private accumulateEnergies(): void {
    const x = this.past;
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      sum += (x[i] as number) * (x[i] as number);
      this.energies[i + 1] = sum;
    }
  }

  private replaceOldestBlock(start: number): void {
    const lags = this.sums.length;
    for (let i = 0; i < lags; i++) {
      const oldRow = (this.row - (this.windows[i] as number) + this.depth) % this.depth;
      this.sums[i] = (this.sums[i] as number) - (this.blockSums[oldRow * lags + i] as number);
    }
    multiplyLags(this.past, start, this.block, this.minLag, this.blockSums, this.row * lags, lags);
    for (let i = 0; i < lags; i++) {
      this.sums[i] = (this.sums[i] as number) + (this.blockSums[this.row * lags + i] as number);
    }
    this.row = (this.row + 1) % this.depth;
  }
}

/** The hot kernel: sums[offset + i] = Σ x[n] x[n - minLag - i] over one block, four lags at a time with one load for all. */
function multiplyLags(
  x: Float64Array,
  start: number,
  length: number,
  minLag: number,
  sums: Float64Array,
  offset: number,
  lags: number,
): void {
  const end = start + length;
  for (let i = 0; i < lags; i += 4) {
    let delayed = start - minLag - i;
    let x1 = x[delayed - 1] as number;
    let x2 = x[delayed - 2] as number;
    let x3 = x[delayed - 3] as number;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let n = start; n < end; n++) {
      const now = x[n] as number;
      const x0 = x[delayed++] as number;
      sum0 += now * x0;
      sum1 += now * x1;
      sum2 += now * x2;
      sum3 += now * x3;
      x3 = x2;
      x2 = x1;
      x1 = x0;
    }
    sums[offset + i] = sum0;
    sums[offset + i + 1] = sum1;
    sums[offset + i + 2] = sum2;
    sums[offset + i + 3] = sum3;
  }
}
