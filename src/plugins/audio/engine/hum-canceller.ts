import { type HumBlock, HumEar } from './hum-ear.js';
import { decibels } from './level-meter.js';
import type { Sounding } from './pluck-detector.js';

const MAINS_HZ = [50, 60];
const HARMONICS = 10;
const BLOCK_SECONDS = 0.1; // whole cycles of 50 and of 60 Hz: neither leaks into the other
const FREQUENCY_RATE = 0.2;
const LARGEST_DEVIATION_HZ = 0.3; // grids stay far closer
const HEADROOM_DB = 7; // hum that changes its phase leaves up to twice its amplitude
const SAME_PITCH = 0.02;
const CYCLE_POINTS = 1024;

/**
 * Takes mains hum away without a filter: where nothing else sounds it learns the shape of one cycle and follows its
 * frequency, then subtracts that cycle for ever. Unlike a notch it neither rings nor touches a note that lies on a
 * harmonic (adaptive noise cancelling, Widrow et al. 1975).
 */
export class HumCanceller {
  /** What is not louder than this may be hum that has just changed, dBFS. */
  ceilingDb = decibels(0) + HEADROOM_DB;

  private readonly sampleRate: number;
  private readonly ears = MAINS_HZ.map((hertz) => new HumEar(hertz, HARMONICS));
  private readonly cosine = new Float64Array(HARMONICS); // what is subtracted
  private readonly sine = new Float64Array(HARMONICS);
  private readonly cycle = new Float64Array(CYCLE_POINTS + 1);
  private found: HumEar | null = null;
  private filled = 0;
  private readonly block: HumBlock;

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate;
    this.block = { length: Math.round(BLOCK_SECONDS * sampleRate), energy: 0, subtracted: 0 };
  }

  /** Whether what sounds has the period of the hum or of its octave. */
  covers({ period }: Sounding): boolean {
    if (this.found === null) return false;
    const cycles = period * this.found.hertz;
    return Math.abs(cycles - 1) < SAME_PITCH || Math.abs(2 * cycles - 1) < SAME_PITCH;
  }

  /** Subtracts in place. `mayLearn`: perhaps nobody plays, and what sounds is hum and noise. */
  process(samples: Float64Array, mayLearn: boolean): void {
    if (this.found !== null) this.subtract(samples, this.found);
    if (mayLearn) this.listen(samples);
    else this.filled = 0;
    for (let i = 0; i < this.ears.length; i++) this.ears[i]?.advance(samples.length, this.sampleRate);
  }

  private subtract(samples: Float64Array, { phase, hertz }: HumEar): void {
    const step = (hertz / this.sampleRate) * CYCLE_POINTS;
    let place = phase * CYCLE_POINTS;
    for (let i = 0; i < samples.length; i++) {
      const slot = Math.floor(place);
      const left = this.cycle[slot] as number;
      const right = this.cycle[slot + 1] as number;
      samples[i] = (samples[i] as number) - left - (right - left) * (place - slot);
      place += step;
      if (place >= CYCLE_POINTS) place -= CYCLE_POINTS;
    }
  }

  private listen(samples: Float64Array): void {
    const taken = Math.min(samples.length, this.block.length - this.filled);
    if (this.filled === 0) this.block.energy = 0;
    for (let i = 0; i < taken; i++) this.block.energy += (samples[i] as number) ** 2;
    for (let i = 0; i < this.ears.length; i++) {
      const ear = this.ears[i] as HumEar;
      if (this.filled === 0) ear.startBlock();
      if (this.found === null || this.found === ear) ear.add(samples, taken, this.sampleRate);
    }
    this.filled += taken;
    if (this.filled === this.block.length) this.endBlock();
  }

  private endBlock(): void {
    for (let i = 0; i < this.ears.length; i++) {
      const ear = this.ears[i] as HumEar;
      if (this.found !== null && this.found !== ear) continue;
      ear.endBlock(this.block, this.sampleRate);
      if (ear.isSteady) this.learn(ear);
    }
    this.filled = 0;
  }

  private learn(ear: HumEar): void {
    if (this.found === ear) this.followFrequency(ear);
    this.found = ear;
    let power = 0;
    for (let h = 0; h < HARMONICS; h++) {
      const cosine = (this.cosine[h] as number) + (ear.cosine[h] as number);
      const sine = (this.sine[h] as number) + (ear.sine[h] as number);
      this.cosine[h] = cosine;
      this.sine[h] = sine;
      power += (cosine * cosine + sine * sine) / 2;
    }
    this.block.subtracted = power;
    this.ceilingDb = decibels(power) + HEADROOM_DB;
    this.drawCycle();
    for (const each of this.ears) each.forget();
  }

  /** A rest that turns a little further from block to block tells how far the frequency is off. */
  private followFrequency(ear: HumEar): void {
    const cosine = this.cosine[ear.strongest] as number;
    const sine = this.sine[ear.strongest] as number;
    const power = cosine * cosine + sine * sine;
    if (power === 0) return;
    const cross = cosine * (ear.sine[ear.strongest] as number) - sine * (ear.cosine[ear.strongest] as number);
    const drift = -cross / power / (2 * Math.PI * (ear.strongest + 1) * BLOCK_SECONDS);
    if (Math.abs(drift) < LARGEST_DEVIATION_HZ) ear.tune(FREQUENCY_RATE * drift, LARGEST_DEVIATION_HZ);
  }

  private drawCycle(): void {
    for (let i = 0; i <= CYCLE_POINTS; i++) {
      let sum = 0;
      for (let h = 0; h < HARMONICS; h++) {
        const turn = (2 * Math.PI * (h + 1) * i) / CYCLE_POINTS;
        sum += (this.cosine[h] as number) * Math.cos(turn) + (this.sine[h] as number) * Math.sin(turn);
      }
      this.cycle[i] = sum;
    }
  }
}
