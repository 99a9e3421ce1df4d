import { PluckDetector, type Sounding } from './pluck-detector.js';
import { SpectralFlux } from './spectral-flux.js';

const REST_SECONDS = 0.045; // nothing a hand does is faster; merges what both ears hear of one pluck
const ATTACK_SECONDS = 0.1; // later on, no period is a pitchless sound
const STEADY_SECONDS = 0.026; // as far back as the spectrum dates an onset
const FIRST_PERIODS = 2.2; // a string is known after them,
const BUILD_UP_PERIODS = 3.5; // and the spectrum of its pulses no longer grows after these
const USUAL_DB = -18; // well set inputs are louder: what is softer is amplified for the ear of the spectrum
const LARGEST_GAIN = 64;
const FLUX_PARTS = 18; // 26 ms: how far back an onset in the spectrum may have begun

interface TrackedNote extends Sounding {
  /** Whether it was found after the last onset. */
  readonly isNew: boolean;
  /** For how long it has repeated itself without a break. */
  readonly steadySeconds: number;
}

/** Two ears for one onset: a quick one for clicks, a thorough one for growth anywhere in the spectrum. */
export class OnsetDetector {
  hasOnset = false;
  /** How long ago it began, in full-rate samples before the end of the hop. */
  age = 0;
  /** Rise of the click over 20 ms, dB; 0 where the spectrum told it. */
  riseDb = 0;
  /** Growth of the spectrum in the newest hop. */
  growth = 0;
  /** The loudest playing of late, dBFS. */
  referenceDb = 0;
  /** Whether the newest hop is loud enough for a note to begin. */
  isAudible = true;

  private readonly pluck: PluckDetector;
  private readonly flux: SpectralFlux;
  private readonly rate: number;
  private readonly hop: number;
  private readonly rest: number;
  private readonly attack: number;
  private readonly firstPeriods: number;
  private readonly unknown: Sounding; // the lowest note
  private sinceOnset = 1e9; // samples from the last onset to the end of the hop

  /** `longestPeriod`: of the lowest note, in seconds. */
  constructor(fullRate: number, fullHop: number, highRate: number, highHop: number, longestPeriod: number) {
    this.unknown = { period: longestPeriod };
    this.pluck = new PluckDetector(fullRate, fullHop);
    this.flux = new SpectralFlux(highRate, highHop);
    this.rate = fullRate;
    this.hop = fullHop;
    this.rest = REST_SECONDS * fullRate;
    this.attack = ATTACK_SECONDS * fullRate;
    this.firstPeriods = FIRST_PERIODS * longestPeriod * fullRate;
  }

  /** A low string pulses once a period; while its note is not known yet, it may be the lowest. */
  process(full: Float64Array, high: Float64Array, tracked: TrackedNote): void {
    const isUnknown = !tracked.isNew && this.sinceOnset < this.attack;
    const sounding = isUnknown ? this.unknown : tracked;
    this.pluck.process(full, sounding);
    const lacking = USUAL_DB - this.referenceDb;
    this.flux.gain = lacking > 0 ? Math.min(LARGEST_GAIN, 10 ** (lacking / 20)) : 1;
    this.flux.process(high, sounding);
    this.growth = this.flux.flux;
    this.sinceOnset += this.hop;
    this.hasOnset = false;
    if (this.pluck.hasPluck) this.accept(this.pluck.age, this.pluck.riseDb);
    else if (this.flux.hasOnset && this.mayBeNew(tracked)) {
      this.accept(this.pluck.ageOfSteepestRise(FLUX_PARTS), 0);
    }
  }

  /** What repeats itself without a break was not struck again, nor may pulses of a string not yet known count. */
  private mayBeNew({ isNew, steadySeconds, period }: TrackedNote): boolean {
    if (!isNew) return this.sinceOnset > this.firstPeriods;
    return steadySeconds <= STEADY_SECONDS && this.sinceOnset > BUILD_UP_PERIODS * period * this.rate;
  }

  private accept(age: number, riseDb: number): void {
    if (!this.isAudible || this.sinceOnset - age < this.rest) return;
    this.hasOnset = true;
    this.age = age;
    this.riseDb = riseDb;
    this.sinceOnset = age;
  }
}
