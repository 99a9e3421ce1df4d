import type { CreateDetector, DetectorListener, DetectorOptions, NoteDetector } from '../detector.js';
import { Biquad } from './biquad.js';
import { ChordEar } from './chord-ear.js';
import { Conditioner } from './conditioner.js';
import { Decimator } from './decimator.js';
import type { HeardHop } from './heard-hop.js';
import { HumCanceller } from './hum-canceller.js';
import { LagBank } from './lag-bank.js';
import { LevelMeter } from './level-meter.js';
import { NoteSegmenter } from './note-segmenter.js';
import { NoveltyEar } from './novelty-ear.js';
import { OnsetDetector } from './onset-detector.js';
import { PartialProbe } from './partial-probe.js';
import { PeriodPeaks } from './period-peaks.js';
import { PeriodTracker } from './period-tracker.js';
import { type WorkingRates, workingRates } from './rates.js';
import { RecentSamples } from './recent-samples.js';
import { Refiner } from './refiner.js';

const WIDEST_RANGE = { lowHz: 30, highHz: 1500 };
const CROSSOVER_HZ = 360;
const HIGH_LOW_PASS_HZ = 2000;
const LOW_LOW_PASS_HZ = 700;

export const createHearingEngine: CreateDetector = (options) => new HearingEngine(options);

const STOPPED_CLARITY = 0.9;
const MARGIN_CENTS_RATIO = 2 ** (50 / 1200);

/** Hears pitch and notes of a guitar or a bass. */
class HearingEngine implements NoteDetector {
  readonly hearsNotes = true;
  private readonly rates: WorkingRates;
  private readonly listener: DetectorListener;
  private readonly hop: Float64Array;
  private readonly inputPerHigh: number;
  private readonly conditioner: Conditioner;
  private readonly input: Decimator;
  private readonly hum: HumCanceller;
  private readonly high: Decimator;
  private readonly low: Decimator;
  private readonly lower: Decimator;
  private readonly highLowPass: Biquad;
  private readonly lowLowPass: Biquad;
  private readonly highBank: LagBank;
  private readonly lowBank: LagBank;
  private readonly peaks: PeriodPeaks;
  private readonly tracker: PeriodTracker;
  private readonly refiner: Refiner;
  private readonly recent: RecentSamples;
  private readonly recentLower: RecentSamples;
  private readonly meter: LevelMeter;
  private readonly onsets: OnsetDetector;
  private readonly chords: ChordEar;
  private readonly notes: NoteSegmenter;
  private readonly heard: HeardHop = {
    end: 0,
    hasOnset: false,
    onset: 0,
    rise: 0,
    growth: 0,
    pitch: Number.NaN,
    quickPitch: Number.NaN,
    quickSpan: 0,
    isNew: false,
    looks: 0,
    isSilent: false,
    clarity: 0,
    level: 0,
    isFalling: false,
    gate: 0,
    isMixed: false,
    isChord: false,
    mayBeChord: false,
    change: 'untold',
    struck: 0,
    root: 0,
  };
  private readonly frame = {
    end: 0,
    centre: 0,
    frequency: Number.NaN,
    clarity: 0,
    level: 0,
    note: -1,
    isChord: false,
  };
  private filled = 0;
  private position = 0;
  private isArmed = false;

  constructor({ sampleRate, range, sensitivity, listener }: DetectorOptions) {
    const rates = workingRates(sampleRate);
    this.rates = rates;
    this.listener = listener;
    this.hop = new Float64Array(rates.inputHop);
    this.inputPerHigh = rates.inputHop / rates.highHop;
    this.conditioner = new Conditioner(sampleRate);
    this.input = new Decimator(rates.inputHop, rates.inputHalvings);
    this.hum = new HumCanceller(rates.fullRate);
    this.high = new Decimator(rates.fullHop, rates.highHalvings);
    this.low = new Decimator(rates.highHop, 1);
    this.lower = new Decimator(rates.lowHop, 1);
    this.highLowPass = Biquad.lowPass(rates.highRate, HIGH_LOW_PASS_HZ);
    this.lowLowPass = Biquad.lowPass(rates.lowRate, LOW_LOW_PASS_HZ);
    const { lowHz, highHz } = range ?? WIDEST_RANGE;
    const crossoverHz = Math.min(Math.max(CROSSOVER_HZ, lowHz * 1.1), highHz / 1.1);
    this.highBank = new LagBank(
      rates.highRate,
      rates.highHop,
      crossoverHz / MARGIN_CENTS_RATIO,
      highHz * MARGIN_CENTS_RATIO,
    );
    this.lowBank = new LagBank(
      rates.lowRate,
      rates.lowHop,
      lowHz / MARGIN_CENTS_RATIO,
      crossoverHz * MARGIN_CENTS_RATIO,
    );
    this.peaks = new PeriodPeaks(this.highBank, this.lowBank, 1 / crossoverHz);
    this.recent = new RecentSamples(rates.highRate, 0.08);
    this.recentLower = new RecentSamples(rates.lowRate / 2, NoveltyEar.memorySeconds);
    this.tracker = new PeriodTracker(
      this.peaks,
      new PartialProbe(this.recent, this.peaks),
      new NoveltyEar(this.recentLower, lowHz, highHz),
      1 / lowHz,
    );
    this.refiner = new Refiner(this.recent);
    this.meter = new LevelMeter(rates.fullRate / rates.fullHop, sensitivity);
    this.onsets = new OnsetDetector(rates.fullRate, rates.fullHop, rates.highRate, rates.highHop, 1 / lowHz);
    this.chords = new ChordEar(rates.highRate);
    this.notes = new NoteSegmenter(sampleRate, listener);
  }

  push(block: Float32Array): void {
    for (let i = 0; i < block.length; i++) {
      this.hop[this.filled++] = block[i] as number;
      if (this.filled < this.hop.length) continue;
      this.filled = 0;
      this.position += this.hop.length;
      this.hear();
    }
  }

  finish(): void {
    this.notes.finish(this.position);
  }

  private hear(): void {
    this.conditioner.process(this.hop);
    const full = this.input.process(this.hop);
    this.hum.process(full, !this.isArmed || this.meter.levelDb < this.hum.ceilingDb);
    const high = this.high.process(full);
    const low = this.low.process(high);
    this.meter.measure(full, this.tracker.period > 0 || this.notes.isRinging(this.position));
    this.onsets.referenceDb = this.meter.referenceDb;
    this.onsets.isAudible = this.meter.hopDb > Math.max(this.meter.gateDb, this.hum.ceilingDb);
    this.onsets.process(full, high, this.tracker);
    this.recentLower.append(this.lower.process(low));
    this.highLowPass.process(high, high.length);
    this.lowLowPass.process(low, low.length);
    this.highBank.append(high);
    this.lowBank.append(low);
    this.recent.append(high);
    this.chords.append(high);
    this.tracker.sinceOnset += this.rates.fullHop / this.rates.fullRate;
    this.tracker.steadySeconds += this.rates.fullHop / this.rates.fullRate;
    const heard = this.heard;
    heard.hasOnset = this.onsets.hasOnset && (this.onsets.riseDb > 0 || !this.chords.isBeating);
    if (heard.hasOnset) {
      this.tracker.sinceOnset = this.onsets.age / this.rates.fullRate;
      heard.onset = this.position - this.onsets.age * 2 ** this.rates.inputHalvings;
      heard.rise = this.onsets.riseDb;
      this.chords.pluck(this.tracker, heard.rise > 0);
      this.isArmed = true;
      this.tracker.restart();
    }
    if (
      !this.isArmed &&
      this.meter.levelDb > Math.max(this.meter.floorDb + 8, this.meter.gateDb, this.hum.ceilingDb)
    ) {
      this.isArmed = true;
      this.tracker.sinceOnset = 0.003;
      this.tracker.restart();
    }
    this.tracker.levelDb = this.meter.hopDb;
    if (this.isArmed) {
      this.highBank.compare();
      this.lowBank.compare();
      this.peaks.collect();
      this.tracker.update();
    }
    const isHum = this.meter.levelDb < this.hum.ceilingDb && this.hum.covers(this.tracker);
    heard.isSilent = isHum || this.meter.levelDb < this.meter.closeDb;
    if (heard.isSilent) {
      this.tracker.forget();
      this.isArmed = false;
    }
    this.report();
  }

  /** What no longer repeats while it is being stopped has no pitch of its own: the last one stands. */
  private isStopping(): boolean {
    return this.tracker.period > 0 && this.meter.isFalling && this.tracker.clarity < STOPPED_CLARITY;
  }

  private report(): void {
    const frame = this.frame;
    frame.end = this.position;
    frame.level = this.meter.levelDb;
    frame.clarity = this.isArmed ? Math.max(0, this.tracker.clarity) : 0;
    const before = frame.frequency;
    if (this.tracker.isMixed && this.tracker.isNew) {
      frame.frequency = 1 / this.tracker.period;
      frame.centre =
        this.position - this.tracker.period * this.rates.fullRate * 2 ** this.rates.inputHalvings;
    } else if (this.tracker.period > 0) {
      this.refiner.refine(this.tracker);
      frame.frequency = 1 / this.refiner.period;
      frame.centre =
        this.position - (this.refiner.span / 2) * this.rates.fullRate * 2 ** this.rates.inputHalvings;
    } else {
      frame.frequency = Number.NaN;
      frame.centre = this.position;
    }
    this.chords.listen(frame);
    const heard = this.heard;
    heard.end = this.position;
    heard.growth = this.onsets.growth;
    heard.pitch = 69 + 12 * Math.log2(frame.frequency / 440);
    heard.quickPitch = this.tracker.period > 0 ? 69 - 12 * Math.log2(this.tracker.period * 440) : Number.NaN;
    heard.quickSpan =
      Math.max(0.005, 1.9 * this.tracker.period) * this.rates.fullRate * 2 ** this.rates.inputHalvings;
    heard.isNew = this.tracker.isNew;
    heard.looks = this.tracker.looks;
    heard.clarity = frame.clarity;
    heard.level = this.meter.levelDb;
    heard.isFalling = this.meter.isFalling;
    heard.gate = this.meter.gateDb;
    heard.isMixed = this.chords.isMixed;
    heard.isChord = this.chords.isChord;
    heard.mayBeChord = this.chords.mayBeChord;
    heard.change = this.chords.change;
    heard.struck = this.position - this.chords.age * this.inputPerHigh;
    heard.root = 69 + 12 * Math.log2(this.chords.root / 440);
    this.notes.hear(heard);
    if (this.isStopping() && !Number.isNaN(before)) frame.frequency = before;
    frame.note = this.notes.current;
    frame.isChord = this.notes.isChord;
    this.listener.onFrame(frame);
  }
}
