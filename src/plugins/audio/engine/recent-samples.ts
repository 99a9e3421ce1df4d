/** The newest seconds of a sound in one piece, oldest first: in a ring, every loop over them would have to look for its seam. */
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
