import { HalfBand } from './half-band.js';

/** Several half-band filters in a row. With none it copies. */
export class Decimator {
  /** What `process` returns: the same array every time. */
  readonly output: Float64Array;
  /** In samples of the input. */
  readonly delay: number;
  private readonly stages: HalfBand[] = [];
  private readonly buffers: Float64Array[] = [];

  /** Every call takes `length` samples, a multiple of 2 to the `halvings`. */
  constructor(length: number, halvings: number) {
    this.output = new Float64Array(length / 2 ** halvings);
    for (let stage = 0; stage < halvings; stage++) {
      this.stages.push(new HalfBand(length / 2 ** stage));
      this.buffers.push(stage === halvings - 1 ? this.output : new Float64Array(length / 2 ** (stage + 1)));
    }
    this.delay = HalfBand.delay * (2 ** halvings - 1);
  }

  process(input: Float64Array): Float64Array {
    if (this.stages.length === 0) this.output.set(input);
    let from = input;
    for (let stage = 0; stage < this.stages.length; stage++) {
      const to = this.buffers[stage] as Float64Array;
      this.stages[stage]?.process(from, to);
      from = to;
    }
    return this.output;
  }
}
