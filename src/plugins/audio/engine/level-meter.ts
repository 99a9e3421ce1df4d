const FLOOR_SECONDS = 1.6;
const BUCKETS = 16;
const OVER_FLOOR_DB = 6;
const CLOSE_OVER_FLOOR_DB = 3;
const CLOSE_BELOW_GATE_DB = 25;
const REFERENCE_FALL_DB_PER_SECOND = 0.5; // a quieter passage is not a lower gain; a minute later it may be
const FALLING_DB = 6;
const SILENCE_DB = -120;

/** Power in decibels; digital silence is -120. */
export function decibels(power: number): number {
  return power > 1e-12 ? 10 * Math.log10(power) : SILENCE_DB;
}

/** The level of the input, and the floor beneath the notes, by minimum statistics (Martin 2001). */
export class LevelMeter {
  /** Of the last 4 hops, dBFS (RMS). */
  levelDb = SILENCE_DB;
  /** Of the newest hop alone. */
  hopDb = SILENCE_DB;
  /** A hand stops the strings: the newest hop is far softer than the mean. */
  isFalling = false;
  /** What is left when nobody plays, dBFS; 0 until that is known. */
  floorDb = 0;

  /** Where a note that sounds has faded away, dBFS. */
  closeDb = SILENCE_DB;
  /** Softer onsets are no notes, dBFS. */
  gateDb = SILENCE_DB;

  /** How loud this player plays through this gain, dBFS. */
  referenceDb = SILENCE_DB;

  private readonly gateRangeDb: number;
  private readonly referenceFallDb: number;
  private readonly hopsPerBucket: number;
  private readonly minima = new Float64Array(BUCKETS).fill(0);
  private readonly powers = new Float64Array(4);
  private hops = 0;

  /** `sensitivity` from 0 to 1: the gate lies 30 to 60 dB below the loudest playing of late. */
  constructor(hopsPerSecond: number, sensitivity: number) {
    this.gateRangeDb = 30 + 30 * sensitivity;
    this.referenceFallDb = REFERENCE_FALL_DB_PER_SECOND / hopsPerSecond;
    this.hopsPerBucket = Math.ceil((FLOOR_SECONDS / BUCKETS) * hopsPerSecond);
  }

  /** `isSounding`: while a note sounds, the floor may fall, but never rise to the note. */
  measure(samples: Float64Array, isSounding: boolean): void {
    let energy = 0;
    for (let i = 0; i < samples.length; i++) energy += (samples[i] as number) ** 2;
    this.powers[this.hops % this.powers.length] = energy / samples.length;
    this.hopDb = decibels(energy / samples.length);
    this.levelDb = decibels(mean(this.powers));
    this.isFalling = this.hopDb < this.levelDb - FALLING_DB;
    if (this.hops++ >= this.powers.length) this.learnFloor(isSounding);
    this.referenceDb = Math.max(this.levelDb, this.referenceDb - this.referenceFallDb);
    this.gateDb = Math.max(this.floorDb + OVER_FLOOR_DB, this.referenceDb - this.gateRangeDb);
    this.closeDb = Math.max(
      this.floorDb + CLOSE_OVER_FLOOR_DB,
      this.referenceDb - this.gateRangeDb - CLOSE_BELOW_GATE_DB,
    );
  }

  private learnFloor(isSounding: boolean): void {
    const minima = this.minima;
    if (isSounding) {
      this.floorDb = Math.min(this.floorDb, this.levelDb);
      return;
    }
    const bucket = Math.floor(this.hops / this.hopsPerBucket) % BUCKETS;
    const isFresh = this.hops % this.hopsPerBucket === 0;
    minima[bucket] = isFresh ? this.levelDb : Math.min(minima[bucket] as number, this.levelDb);
    let least = 0;
    for (let i = 0; i < BUCKETS; i++) least = Math.min(least, minima[i] as number);
    this.floorDb = least;
  }
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
