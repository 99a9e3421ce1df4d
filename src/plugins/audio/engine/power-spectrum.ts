/**
 * Power of a windowed real signal per frequency bin: a complex FFT of half the size on even and odd samples
 * (Cooley & Tukey 1965; Press et al., Numerical Recipes, sec. 12.3), tables made once.
 */
export class PowerSpectrum {
  /** Bins 0 to size/2 - 1; a full-scale sine gives 1. */
  readonly power: Float64Array;
  private readonly half: number;
  private readonly window: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private readonly reversed: Uint16Array;

  /** `size` is a power of two. */
  constructor(size: number) {
    const half = size / 2;
    this.half = half;
    this.power = new Float64Array(half);
    this.window = hann(size);
    this.re = new Float64Array(half);
    this.im = new Float64Array(half);
    this.cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.reversed = bitReversal(half);
  }

  /** Reads `size` samples from `start` on. */
  transform(samples: Float64Array, start: number): void {
    for (let i = 0; i < this.half; i++) {
      const to = this.reversed[i] as number;
      this.re[to] = (samples[start + 2 * i] as number) * (this.window[2 * i] as number);
      this.im[to] = (samples[start + 2 * i + 1] as number) * (this.window[2 * i + 1] as number);
    }
    for (let width = 1; width < this.half; width *= 2) this.combine(width);
    this.separate();
  }

  /** One stage of butterflies: spectra of `width` points become spectra of twice as many. */
  private combine(width: number): void {
    const re = this.re;
    const im = this.im;
    const stride = this.half / width; // the tables hold the angles of the real transform, twice as long
    for (let k = 0; k < width; k++) {
      const cos = this.cos[k * stride] as number;
      const sin = this.sin[k * stride] as number;
      for (let a = k; a < this.half; a += 2 * width) {
        const b = a + width;
        const reB = (re[b] as number) * cos - (im[b] as number) * sin;
        const imB = (re[b] as number) * sin + (im[b] as number) * cos;
        const reA = re[a] as number;
        const imA = im[a] as number;
        re[b] = reA - reB;
        im[b] = imA - imB;
        re[a] = reA + reB;
        im[a] = imA + imB;
      }
    }
  }

  /** Takes the spectra of even and odd samples apart and joins them to the one of the real signal. */
  private separate(): void {
    const re = this.re;
    const im = this.im;
    for (let k = 0; k < this.half; k++) {
      const mirror = k === 0 ? 0 : this.half - k;
      const evenRe = (re[k] as number) + (re[mirror] as number);
      const evenIm = (im[k] as number) - (im[mirror] as number);
      const oddRe = (im[k] as number) + (im[mirror] as number);
      const oddIm = (re[mirror] as number) - (re[k] as number);
      const cos = this.cos[k] as number;
      const sin = this.sin[k] as number;
      const real = evenRe + oddRe * cos - oddIm * sin;
      const imaginary = evenIm + oddRe * sin + oddIm * cos;
      this.power[k] = 0.25 * (real * real + imaginary * imaginary);
    }
  }
}

/** Hann window, scaled so that a full-scale sine on a bin has power 1. */
function hann(size: number): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, n) => (2 / size) * (1 - Math.cos((2 * Math.PI * (n + 0.5)) / size)),
  );
}

function bitReversal(size: number): Uint16Array {
  const bits = Math.log2(size);
  const reversed = new Uint16Array(size);
  for (let i = 0; i < size; i++) {
    reversed[i] = ((reversed[i >> 1] as number) >> 1) | ((i & 1) << (bits - 1));
  }
  return reversed;
}
