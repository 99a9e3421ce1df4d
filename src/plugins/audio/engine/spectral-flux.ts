import { bandEdges } from './band-edges.js';
import type { Sounding } from './pluck-detector.js';
import { PowerSpectrum } from './power-spectrum.js';

const SIZE = 512;
const QUARTER_TONES = { perOctave: 24, lowestHz: 90, highestHz: 9000 };
const LAG_SECONDS = 0.009;
const LONGEST_PERIOD_SECONDS = 0.036;
const MEAN_SECONDS = 0.12;
const COMPRESSION = 3000;
const THRESHOLD = 0.015;
const RELATIVE_THRESHOLD = 1.3;

/**
 * Hears onsets as growth of the spectrum. Against the spectrum of 9 ms ago, widened by one bin to either side, so that
 * vibrato does not look like an attack: SuperFlux (Böck & Widmer 2013), made causal.
 */
export class SpectralFlux {
  /** The newest hop grew by more than the sound did of late. */
  hasOnset = false;
  /** Growth of the newest hop: tenfold amplitude in every band is 1. */
  flux = 0;
  /** Factor on the amplitude that makes up for a low input gain: the compression is meant for playing near full scale. */
  gain = 1;

  private readonly hop: number;
  private readonly past: Float64Array;
  private readonly spectrum = new PowerSpectrum(SIZE);
  private readonly edges: Int32Array;
  private readonly bins: number;
  private readonly lag: number;
  private readonly rows: number;
  private readonly hopSeconds: number;
  private readonly logs: Float64Array; // a ring of rows, one spectrum each
  private readonly history: Float64Array;
  private count = 0;

  constructor(sampleRate: number, hop: number) {
    const hopSeconds = hop / sampleRate;
    this.hop = hop;
    this.past = new Float64Array(SIZE);
    this.edges = bandEdges(sampleRate / SIZE, QUARTER_TONES, SIZE / 2);
    this.bins = this.edges.length - 1;
    this.lag = Math.round(LAG_SECONDS / hopSeconds);
    this.hopSeconds = hopSeconds;
    this.rows = 1 + Math.max(this.lag, Math.ceil(LONGEST_PERIOD_SECONDS / hopSeconds));
    this.logs = new Float64Array(this.rows * this.bins);
    this.history = new Float64Array(Math.round(MEAN_SECONDS / hopSeconds));
  }

  /** The spectrum of a low string pulses with it, so it is compared with one period ago as well. */
  process(samples: Float64Array, sounding: Sounding): void {
    this.past.copyWithin(0, this.hop);
    this.past.set(samples, SIZE - this.hop);
    this.spectrum.transform(this.past, 0);
    this.measure(sounding);
    const threshold = THRESHOLD + RELATIVE_THRESHOLD * mean(this.history);
    this.history[this.count % this.history.length] = Math.min(this.flux, threshold);
    this.count++;
    this.hasOnset = this.flux > threshold;
  }

  private measure({ period }: Sounding): void {
    const now = this.row(0);
    const then = this.row(this.lag);
    const periodAgo = this.row(
      Math.max(this.lag, Math.min(this.rows - 1, Math.round(period / this.hopSeconds))),
    );
    const logs = this.logs;
    const power = this.spectrum.power;
    const scale = (COMPRESSION * this.gain) ** 2;
    let growth = 0;
    for (let i = 0; i < this.bins; i++) {
      let energy = 0;
      for (let bin = this.edges[i] as number; bin < (this.edges[i + 1] as number); bin++)
        energy += power[bin] as number;
      const value = 0.5 * Math.log10(1 + scale * energy);
      logs[now + i] = value;
      const left = i > 0 ? (logs[then + i - 1] as number) : 0;
      const right = i < this.bins - 1 ? (logs[then + i + 1] as number) : 0;
      const before = Math.max(left, logs[then + i] as number, right, logs[periodAgo + i] as number);
      if (value > before) growth += value - before;
    }
    this.flux = growth / this.bins;
  }

  /** Where the spectrum of so many hops ago begins. */
  private row(ago: number): number {
    return ((this.count - ago + this.rows) % this.rows) * this.bins;
  }
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
