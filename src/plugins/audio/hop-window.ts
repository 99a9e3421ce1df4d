/**
 * The newest samples of a stream, oldest first. Calls back at every hop, at the same places however the stream is
 * cut into blocks.
 */
export class HopWindow {
  readonly samples: Float32Array<ArrayBuffer>;
  /** Samples heard so far. */
  position = 0;

  constructor(
    length: number,
    private readonly hop: number,
    private readonly onHop: () => void,
  ) {
    this.samples = new Float32Array(length);
  }

  push(block: Float32Array): void {
    for (let done = 0; done < block.length; ) {
      const count = Math.min(block.length - done, this.hop - (this.position % this.hop));
      this.append(block, done, count);
      done += count;
      if (this.position % this.hop === 0) this.onHop();
    }
  }

  /** Root mean square of the newest `count` samples, in dBFS. */
  level(count: number): number {
    let energy = 0;
    for (let index = this.samples.length - count; index < this.samples.length; index++) {
      energy += (this.samples[index] ?? 0) ** 2;
    }
    return 10 * Math.log10(energy / count);
  }

  private append(block: Float32Array, from: number, count: number): void {
    const { samples } = this;
    samples.copyWithin(0, count);
    const start = samples.length - count;
    for (let index = 0; index < count; index++) {
      const sample = block[from + index] ?? 0;
      samples[start + index] = Number.isFinite(sample) ? sample : 0;
    }
    this.position += count;
  }
}
