/** Places in the header. The counts wrap around 2³², which their differences do not notice. */
const WRITTEN = 0;
const READ = 1;
const CLOSED = 2;
const HEADER_LENGTH = 4;

/**
 * Samples on their way from one thread to another: one writes, one reads, neither ever waits for the other's lock.
 * When the reader is late and the ring is full, a block is not taken.
 */
export class SampleRing {
  private readonly header: Int32Array;
  private readonly samples: Float32Array;
  private readonly mask: number;

  constructor(readonly memory: SharedArrayBuffer) {
    this.header = new Int32Array(memory, 0, HEADER_LENGTH);
    this.samples = new Float32Array(memory, 4 * HEADER_LENGTH);
    this.mask = this.samples.length - 1;
  }

  /** With room for at least `capacity` samples. */
  static allocate(capacity: number): SampleRing {
    const length = 2 ** Math.ceil(Math.log2(capacity));
    return new SampleRing(new SharedArrayBuffer(4 * (HEADER_LENGTH + length)));
  }

  get isClosed(): boolean {
    return Atomics.load(this.header, CLOSED) === 1;
  }

  /** The whole block or nothing; false when there was no room. */
  write(block: Float32Array): boolean {
    const written = Atomics.load(this.header, WRITTEN);
    const used = (written - Atomics.load(this.header, READ)) | 0;
    if (used + block.length > this.samples.length) return false;
    for (let index = 0; index < block.length; index++) {
      this.samples[(written + index) & this.mask] = block[index] ?? 0;
    }
    Atomics.store(this.header, WRITTEN, (written + block.length) | 0);
    Atomics.notify(this.header, WRITTEN);
    return true;
  }

  /** Takes what is there, as far as it fits, and returns how much it was. */
  read(into: Float32Array): number {
    const read = Atomics.load(this.header, READ);
    const count = Math.min((Atomics.load(this.header, WRITTEN) - read) | 0, into.length);
    for (let index = 0; index < count; index++) into[index] = this.samples[(read + index) & this.mask] ?? 0;
    Atomics.store(this.header, READ, (read + count) | 0);
    return count;
  }

  /** For the reader: sleeps while the ring is empty and open. */
  wait(): void {
    const written = Atomics.load(this.header, WRITTEN);
    if (written !== Atomics.load(this.header, READ) || this.isClosed) return;
    Atomics.wait(this.header, WRITTEN, written, 1_000);
  }

  /** Nothing more will be written; what is in it can still be read. */
  close(): void {
    Atomics.store(this.header, CLOSED, 1);
    Atomics.notify(this.header, WRITTEN);
  }
}
