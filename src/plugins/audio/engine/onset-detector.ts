import { PluckDetector, type Sounding } from './pluck-detector.js';
import { SpectralFlux } from './spectral-flux.js';

const REST_SECONDS = 0.045; // nothing a hand does is faster; merges what both ears hear of one pluck
const USUAL_DB = -18; // well set inputs are louder: what is softer is amplified for the ear of the spectrum
const LARGEST_GAIN = 64;
const FLUX_PARTS = 18; // 26 ms: how far back an onset in the spectrum may have begun

/** Two ears for one onset: a quick one for clicks, a thorough one for growth anywhere in the spectrum. */
export class OnsetDetector {
  hasOnset = false;
  /** How long ago it began, in full-rate samples before the end of the hop. */
  age = 0;
  riseDb = 0;
  /** The loudest playing of late, dBFS. */
  referenceDb = 0;

  private readonly pluck: PluckDetector;
  private readonly flux: SpectralFlux;
  private readonly hop: number;
  private readonly rest: number;
  private sinceOnset = 1e9; // samples from the last onset to the end of the hop

  constructor(fullRate: number, fullHop: number, highRate: number, highHop: number) {
    this.pluck = new PluckDetector(fullRate, fullHop);
    this.flux = new SpectralFlux(highRate, highHop);
    this.hop = fullHop;
    this.rest = REST_SECONDS * fullRate;
  }

  process(full: Float64Array, high: Float64Array, sounding: Sounding): void {
    this.pluck.process(full, sounding);
    const lacking = USUAL_DB - this.referenceDb;
    this.flux.gain = lacking > 0 ? Math.min(LARGEST_GAIN, 10 ** (lacking / 20)) : 1;
    this.flux.process(high, sounding);
    this.sinceOnset += this.hop;
    this.hasOnset = false;
    if (this.pluck.hasPluck) this.accept(this.pluck.age, this.pluck.riseDb);
    else if (this.flux.hasOnset) this.accept(this.pluck.ageOfSteepestRise(FLUX_PARTS), 0);
  }

  private accept(age: number, riseDb: number): void {
    if (this.sinceOnset - age < this.rest) return;
    this.hasOnset = true;
    this.age = age;
    this.riseDb = riseDb;
    this.sinceOnset = age;
  }
}
