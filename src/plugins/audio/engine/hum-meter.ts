/** Amplitudes of the harmonics of one mains frequency over a block, by Goertzel's recursion (1958). */
export class HumMeter {
  /** Cosine and sine parts per harmonic, starting with the first, relative to phase 0 at the start of the block. */
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
  /** Mean square of all harmonics together: 0.5 for one at full scale. */
  power = Number.NaN;

  private readonly harmonics: number;
  private readonly s1: Float64Array;
  private readonly s2: Float64Array;

  constructor(harmonics: number) {
    this.harmonics = harmonics;
    this.cosine = new Float64Array(harmonics);
    this.sine = new Float64Array(harmonics);
    this.s1 = new Float64Array(harmonics);
    this.s2 = new Float64Array(harmonics);
  }

  reset(): void {
    this.s1.fill(0);
    this.s2.fill(0);
  }

  /** `step`: cycles of the mains per sample. */
  add(samples: Float64Array, from: number, to: number, step: number): void {
    for (let h = 0; h < this.harmonics; h++) {
      const turn = 2 * Math.cos(2 * Math.PI * (h + 1) * step);
      let s1 = this.s1[h] as number;
      let s2 = this.s2[h] as number;
      for (let i = from; i < to; i++) {
        const s0 = (samples[i] as number) + turn * s1 - s2;
        s2 = s1;
        s1 = s0;
      }
      this.s1[h] = s1;
      this.s2[h] = s2;
    }
  }

  /** Ends a block of `length` samples; exact where that is a whole number of cycles. */
  measure(length: number, step: number): void {
    let power = 0;
    for (let h = 0; h < this.harmonics; h++) {
      const angle = 2 * Math.PI * (h + 1) * step;
      const real = (this.s1[h] as number) - (this.s2[h] as number) * Math.cos(angle);
      const imaginary = (this.s2[h] as number) * Math.sin(angle);
      // The recursion ends with the phase of the last sample: turn it back to the first.
      const back = angle * (length - 1);
      this.cosine[h] = ((real * Math.cos(back) + imaginary * Math.sin(back)) * 2) / length;
      this.sine[h] = ((real * Math.sin(back) - imaginary * Math.cos(back)) * 2) / length;
      power += ((this.cosine[h] as number) ** 2 + (this.sine[h] as number) ** 2) / 2;
    }
    this.power = power;
  }
}
