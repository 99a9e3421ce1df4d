/** The newest samples in one piece, oldest first. */
export class RecentSamples {
  readonly samples: Float64Array;
  readonly sampleRate: number;

  constructor(sampleRate: number, seconds: number) {
    this.sampleRate = sampleRate;
    this.samples = new Float64Array(Math.ceil(seconds * sampleRate));
  }

  append(samples: Float64Array): void {
    this.samples.copyWithin(0, samples.length);
    this.samples.set(samples, this.samples.length - samples.length);
  }
}
