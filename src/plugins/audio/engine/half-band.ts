const PAIRS = 4; // 15 taps
const KAISER_BETA = 5;

/**
 * Halves the sample rate after a half-band low-pass: every second tap of such a filter is zero, which is half the work
 * (Crochiere & Rabiner 1983, ch. 4). Its delay is 7 samples of the faster rate.
 */
export class HalfBand {
  static readonly delay = 2 * PAIRS - 1;

  private readonly taps = designTaps();
  private readonly past: Float64Array;
  private readonly length: number;

  /** `length`: samples per call, an even number. */
  constructor(length: number) {
    this.length = length;
    this.past = new Float64Array(2 * HalfBand.delay + length);
  }

  /** Reads `length` samples, writes half as many. `output` may not be `input`. */
  process(input: Float64Array, output: Float64Array): void {
    const x = this.past;
    const history = 2 * HalfBand.delay;
    x.copyWithin(0, this.length);
    for (let i = 0; i < this.length; i++) x[history + i] = input[i] as number;
    for (let i = 0; i < this.length; i += 2) output[i >> 1] = this.filterAt(i + 1 + HalfBand.delay);
  }

  private filterAt(centre: number): number {
    const x = this.past;
    let sum = 0.5 * (x[centre] as number);
    for (let pair = 0; pair < PAIRS; pair++) {
      const distance = 2 * pair + 1;
      sum +=
        (this.taps[pair] as number) * ((x[centre - distance] as number) + (x[centre + distance] as number));
    }
    return sum;
  }
}

/** The taps at distance 1, 3, 5, 7: a sinc under a Kaiser window, scaled to pass DC unchanged. */
function designTaps(): Float64Array {
  const taps = new Float64Array(PAIRS);
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const distance = 2 * pair + 1;
    const sinc = Math.sin((Math.PI * distance) / 2) / (Math.PI * distance);
    taps[pair] = sinc * kaiser(distance / (2 * PAIRS));
    sum += taps[pair] as number;
  }
  return taps.map((tap) => (tap * 0.25) / sum);
}

function kaiser(position: number): number {
  return bessel0(KAISER_BETA * Math.sqrt(1 - position * position)) / bessel0(KAISER_BETA);
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function bessel0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
