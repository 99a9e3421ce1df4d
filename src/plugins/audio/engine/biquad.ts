const TINY = 1e-30;

/** Second-order filter, transposed direct form II; coefficients after R. Bristow-Johnson's Audio EQ Cookbook. */
export class Biquad {
  private b0 = 1;
  private b1 = 0;
  private b2 = 0;
  private a1 = 0;
  private a2 = 0;
  private s1 = 0;
  private s2 = 0;

  /** Butterworth: -3 dB at `hertz`, which lies below half the sample rate. */
  static lowPass(sampleRate: number, hertz: number): Biquad {
    const { cos, alpha } = angles(sampleRate, hertz, Math.SQRT1_2);
    return new Biquad().set((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
  }

  private set(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): this {
    this.b0 = b0 / a0;
    this.b1 = b1 / a0;
    this.b2 = b2 / a0;
    this.a1 = a1 / a0;
    this.a2 = a2 / a0;
    return this;
  }

  /** Filters the first `length` samples in place. */
  process(samples: Float64Array, length: number): void {
    let s1 = this.s1;
    let s2 = this.s2;
    for (let i = 0; i < length; i++) {
      const x = samples[i] as number;
      const y = this.b0 * x + s1;
      s1 = this.b1 * x - this.a1 * y + s2;
      s2 = this.b2 * x - this.a2 * y;
      samples[i] = y;
    }
    // Denormal numbers slow a processor down a hundredfold.
    this.s1 = Math.abs(s1) < TINY ? 0 : s1;
    this.s2 = Math.abs(s2) < TINY ? 0 : s2;
  }
}

function angles(sampleRate: number, hertz: number, q: number) {
  const omega = (2 * Math.PI * hertz) / sampleRate;
  return { cos: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}
