import type { CreateDetector, DetectorListener, DetectorOptions, NoteDetector } from '../detector.js';
import { Biquad } from './biquad.js';
import { Conditioner } from './conditioner.js';
import { Decimator } from './decimator.js';
import { LagBank } from './lag-bank.js';
import { LevelMeter } from './level-meter.js';
import { PeriodPeaks } from './period-peaks.js';
import { PeriodTracker } from './period-tracker.js';
import { PluckDetector } from './pluck-detector.js';
import { type WorkingRates, workingRates } from './rates.js';
import { Refiner } from './refiner.js';

const WIDEST_RANGE = { lowHz: 30, highHz: 1500 };
const CROSSOVER_HZ = 360;
const HIGH_LOW_PASS_HZ = 2000;
const LOW_LOW_PASS_HZ = 1000;

export const createHearingEngine: CreateDetector = (options) => new HearingEngine(options);

const MARGIN_CENTS_RATIO = 2 ** (50 / 1200);

/** Hears pitch and notes of a guitar or a bass. */
class HearingEngine implements NoteDetector {
  readonly hearsNotes = true;
  readonly #rates: WorkingRates;
  readonly #listener: DetectorListener;
  readonly #hop: Float64Array;
  readonly #conditioner: Conditioner;
  readonly #input: Decimator;
  readonly #high: Decimator;
  readonly #low: Decimator;
  readonly #highLowPass: Biquad;
  readonly #lowLowPass: Biquad;
  readonly #highBank: LagBank;
  readonly #lowBank: LagBank;
  readonly #peaks: PeriodPeaks;
  readonly #tracker: PeriodTracker;
  readonly #refiner: Refiner;
  readonly #meter: LevelMeter;
  readonly #pluck: PluckDetector;
  readonly #frame = { end: 0, centre: 0, frequency: Number.NaN, clarity: 0, level: 0, note: -1 };
  #filled = 0;
  #position = 0;
  #sinceOnset = 10;
  #isArmed = false;

  constructor({ sampleRate, range, listener }: DetectorOptions) {
    const rates = workingRates(sampleRate);
    this.#rates = rates;
    this.#listener = listener;
    this.#hop = new Float64Array(rates.inputHop);
    this.#conditioner = new Conditioner(sampleRate);
    this.#input = new Decimator(rates.inputHop, rates.inputHalvings);
    this.#high = new Decimator(rates.fullHop, rates.highHalvings);
    this.#low = new Decimator(rates.highHop, 1);
    this.#highLowPass = Biquad.lowPass(rates.highRate, HIGH_LOW_PASS_HZ);
    this.#lowLowPass = Biquad.lowPass(rates.lowRate, LOW_LOW_PASS_HZ);
    const { lowHz, highHz } = range ?? WIDEST_RANGE;
    const crossoverHz = Math.min(Math.max(CROSSOVER_HZ, lowHz * 1.1), highHz / 1.1);
    this.#highBank = new LagBank(rates.highRate, rates.highHop, crossoverHz / MARGIN_CENTS_RATIO, highHz * MARGIN_CENTS_RATIO);
    this.#lowBank = new LagBank(rates.lowRate, rates.lowHop, lowHz / MARGIN_CENTS_RATIO, crossoverHz * MARGIN_CENTS_RATIO);
    this.#peaks = new PeriodPeaks(this.#highBank, this.#lowBank, 1 / crossoverHz);
    this.#tracker = new PeriodTracker(this.#peaks);
    this.#refiner = new Refiner(rates.highRate, rates.highHop);
    this.#meter = new LevelMeter(rates.fullRate / rates.fullHop);
    this.#pluck = new PluckDetector(rates.fullRate, rates.fullHop);
  }

  push(block: Float32Array): void {
    for (let i = 0; i < block.length; i++) {
      this.#hop[this.#filled++] = block[i] as number;
      if (this.#filled < this.#hop.length) continue;
      this.#filled = 0;
      this.#position += this.#hop.length;
      this.#hear();
    }
  }

  finish(): void {}

  #hear(): void {
    this.#conditioner.process(this.#hop);
    const full = this.#input.process(this.#hop);
    const high = this.#high.process(full);
    const low = this.#low.process(high);
    this.#highLowPass.process(high, high.length);
    this.#lowLowPass.process(low, low.length);
    this.#highBank.append(high);
    this.#lowBank.append(low);
    this.#refiner.append(high);
    this.#meter.measure(full, this.#tracker.period > 0);
    this.#pluck.process(full);
    this.#sinceOnset += this.#rates.fullHop / this.#rates.fullRate;
    if (this.#pluck.hasPluck && this.#meter.hopDb > this.#meter.floorDb + 6) {
      this.#sinceOnset = (this.#rates.fullHop - this.#pluck.position) / this.#rates.fullRate;
      this.#isArmed = true;
      this.#tracker.restart();
    }
    if (!this.#isArmed && this.#meter.levelDb > this.#meter.floorDb + 8) {
      this.#isArmed = true;
      this.#sinceOnset = 0.003;
      this.#tracker.restart();
    }
    if (this.#isArmed) {
      this.#highBank.compare();
      this.#lowBank.compare();
      this.#peaks.collect();
      this.#tracker.update(this.#sinceOnset, true);
    }
    if (this.#meter.levelDb < this.#meter.floorDb + 4) {
      this.#tracker.release();
      this.#isArmed = false;
    }
    this.#report();
  }

  #report(): void {
    const frame = this.#frame;
    frame.end = this.#position;
    frame.level = this.#meter.levelDb;
    frame.clarity = this.#isArmed ? Math.max(0, this.#tracker.clarity) : 0;
    if (this.#tracker.period > 0) {
      this.#refiner.refine(this.#tracker.period, this.#tracker.isNew ? this.#sinceOnset : 1);
      frame.frequency = 1 / this.#refiner.period;
      frame.centre = this.#position - (this.#refiner.span / 2) * this.#rates.fullRate * 2 ** this.#rates.inputHalvings;
    } else {
      frame.frequency = Number.NaN;
      frame.centre = this.#position;
    }
    this.#listener.onFrame(frame);
  }
}
