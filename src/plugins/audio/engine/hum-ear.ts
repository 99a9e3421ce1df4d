import { HumMeter } from './hum-meter.js';

const HUM_SHARE = 0.7; // of the power of a block: all else would be heard as noise
const STEADY = 0.02; // change of power from block to block; a string drifts and fades

/** A block of samples, and what was subtracted from it. */
export interface HumBlock {
  readonly length: number;
  energy: number;
  /** Power of the hum that was known already. */
  subtracted: number;
}

/**
 * Listens for one mains frequency, block by block. Hum is told from a string by what no string does: it neither fades nor
 * drifts from one block to the next.
 */
export class HumEar {
  /** The frequency that is followed. */
  hertz: number;
  /** Cycles since the start, without the whole ones. */
  phase = 0;
  /** The last two blocks were mostly this hum, and the same hum. */
  isSteady = false;
  /** Index of the strongest harmonic of the last block. */
  strongest = 0;
  /** Amplitudes per harmonic in the last block, relative to phase 0 at the start of the stream. */
  readonly cosine: Float64Array;
  readonly sine: Float64Array;

  private readonly nominal: number;
  private readonly meter: HumMeter;
  private readonly before: Float64Array; // cosines and sines of the last block but one
  private change = Number.NaN; // of all amplitudes since the block before, squared
  private blockPhase = 0;
  private wasHum = false;

  constructor(hertz: number, harmonics: number) {
    this.hertz = hertz;
    this.nominal = hertz;
    this.meter = new HumMeter(harmonics);
    this.cosine = new Float64Array(harmonics);
    this.sine = new Float64Array(harmonics);
    this.before = new Float64Array(2 * harmonics);
  }

  advance(samples: number, sampleRate: number): void {
    const phase = this.phase + (this.hertz * samples) / sampleRate;
    this.phase = phase - Math.floor(phase);
  }

  startBlock(): void {
    this.meter.reset();
    this.blockPhase = this.phase;
  }

  add(samples: Float64Array, count: number, sampleRate: number): void {
    this.meter.add(samples, 0, count, this.hertz / sampleRate);
  }

  endBlock({ length, energy, subtracted }: HumBlock, sampleRate: number): void {
    this.before.set(this.cosine);
    this.before.set(this.sine, this.cosine.length);
    this.meter.measure(length, this.hertz / sampleRate);
    const { power } = this.meter;
    this.turnToStart();
    this.compare();
    const isHum = energy > 0 && power > (HUM_SHARE * energy) / length;
    this.isSteady = isHum && this.wasHum && this.change < 2 * STEADY * (power + subtracted);
    this.wasHum = isHum;
  }

  /** After something was taken away, the next block is another story. */
  forget(): void {
    this.wasHum = false;
    this.isSteady = false;
  }

  /** Moves the frequency by so many Hz, but no further than `most` from the nominal one. */
  tune(hertz: number, most: number): void {
    this.hertz = Math.max(this.nominal - most, Math.min(this.nominal + most, this.hertz + hertz));
  }

  /** From phase 0 at the start of the block to phase 0 at the start of the stream. */
  private turnToStart(): void {
    let most = 0;
    for (let h = 0; h < this.cosine.length; h++) {
      const turn = 2 * Math.PI * (h + 1) * this.blockPhase;
      const cosine = this.meter.cosine[h] as number;
      const sine = this.meter.sine[h] as number;
      this.cosine[h] = cosine * Math.cos(turn) - sine * Math.sin(turn);
      this.sine[h] = sine * Math.cos(turn) + cosine * Math.sin(turn);
      const power = cosine * cosine + sine * sine;
      if (power <= most) continue;
      most = power;
      this.strongest = h;
    }
  }

  private compare(): void {
    let sum = 0;
    for (let h = 0; h < this.cosine.length; h++) {
      sum += ((this.cosine[h] as number) - (this.before[h] as number)) ** 2;
      sum += ((this.sine[h] as number) - (this.before[this.cosine.length + h] as number)) ** 2;
    }
    this.change = sum;
  }
}
