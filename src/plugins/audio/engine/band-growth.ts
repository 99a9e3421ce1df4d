import { bandEdges } from './band-edges.js';

const SEMITONES = { perOctave: 12, lowestHz: 150, highestHz: 9000 };
const GROWN = 2; // in power: 3 dB
const SILENT = 1e-11; // power of a band beneath which growth tells nothing

/**
 * How wide a spectrum has grown. A hand that strikes the strings renews all of their partials; strings that beat against
 * each other swell in a few bands alone.
 */
export class BandGrowth {
  /** Share of the semitones from 150 Hz to 9 kHz that are 3 dB louder than before, 0 to 1. */
  share = 0;

  private readonly edges: Int32Array;

  /** `size`: samples in the window of the spectra. */
  constructor(sampleRate: number, size: number) {
    this.edges = bandEdges(sampleRate / size, SEMITONES, size / 2);
  }

  /** Two power spectra, bin by bin. */
  compare(before: Float64Array, now: Float64Array): void {
    const bands = this.edges.length - 1;
    let grown = 0;
    for (let band = 0; band < bands; band++) {
      let then = SILENT;
      let power = 0;
      for (let bin = this.edges[band] as number; bin < (this.edges[band + 1] as number); bin++) {
        then += before[bin] as number;
        power += now[bin] as number;
      }
      if (power > GROWN * then) grown++;
    }
    this.share = grown / bands;
  }
}
