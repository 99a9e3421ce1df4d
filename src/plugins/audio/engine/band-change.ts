import { bandEdges } from './band-edges.js';

const SEMITONES = { perOctave: 12, lowestHz: 150, highestHz: 9000 };
const GROWN = 2; // in power: 3 dB
const FALLEN = 0.25; // and -6 dB: strings fade by less in a tenth of a second
const SILENT = 1e-11; // power of a band beneath which a change tells nothing

/**
 * How much of a spectrum has changed. A hand that strikes the strings renews all of their partials, and one that stops
 * them takes most away; strings that beat against each other swell and fade in a few bands alone.
 */
export class BandChange {
  /** Share of the semitones from 150 Hz to 9 kHz that are 3 dB louder than before, 0 to 1. */
  grown = 0;
  /** Share of those that are 6 dB softer. */
  fallen = 0;

  private readonly edges: Int32Array;

  /** `size`: samples in the window of the spectra. */
  constructor(sampleRate: number, size: number) {
    this.edges = bandEdges(sampleRate / size, SEMITONES, size / 2);
  }

  /** Two power spectra, bin by bin. */
  compare(before: Float64Array, now: Float64Array): void {
    const bands = this.edges.length - 1;
    let grown = 0;
    let fallen = 0;
    for (let band = 0; band < bands; band++) {
      let then = SILENT;
      let power = SILENT;
      for (let bin = this.edges[band] as number; bin < (this.edges[band + 1] as number); bin++) {
        then += before[bin] as number;
        power += now[bin] as number;
      }
      if (power > GROWN * then) grown++;
      if (power < FALLEN * then) fallen++;
    }
    this.grown = grown / bands;
    this.fallen = fallen / bands;
  }
}
