import { noteNumberFromFrequency } from '../../core/plugin/index.js';
import type { CreateDetector, DetectorOptions, NoteDetector } from './detector.js';
import { HopWindow } from './hop-window.js';

const HOP_SECONDS = 0.004;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 1400;
/** The smallest-lag peak at least this share of the highest one is the period (McLeod & Wyvill 2005, section 5). */
const PEAK_SHARE = 0.93;
const CLEAR = 0.88;
const STILL_CLEAR = 0.7;
const AGREEING_HOPS = 3;
const AGREEMENT = 0.35; // semitones
const NEW_NOTE = 0.7; // semitones
const REARM_SECONDS = 0.05;
const RISE_SECONDS = 0.02;
const RISE = 6; // decibels

/** McLeod's normalised square difference with notes by attacks and pitch jumps: short, and good on clean single notes. */
export const createNsdfDetector: CreateDetector = (options) => new NsdfDetector(options);

class NsdfDetector implements NoteDetector {
  readonly hearsNotes = true;
  private readonly window: HopWindow;
  private readonly nsdf: Float64Array;
  private readonly minLag: number;
  private readonly hop: number;
  private readonly gate: number;
  private readonly levels: Float64Array;
  private hops = 0;
  private armedAt: number | null = null;
  private attackRise = 0;
  private lastAttack = Number.NEGATIVE_INFINITY;
  private candidate = Number.NaN;
  private agreeing = 0;
  private note = -1;
  private noteNumber = Number.NaN;
  private notes = 0;
  private readonly frame = {
    end: 0,
    centre: 0,
    frequency: Number.NaN,
    clarity: 0,
    level: -Infinity,
    note: -1,
  };

  constructor(private readonly options: DetectorOptions) {
    const { sampleRate, range, sensitivity } = options;
    const low = Math.max(LOWEST_HZ / 2, range?.lowHz ?? LOWEST_HZ);
    const maxLag = Math.ceil(sampleRate / low);
    this.nsdf = new Float64Array(maxLag + 2);
    this.minLag = Math.floor(sampleRate / Math.min(HIGHEST_HZ, range?.highHz ?? HIGHEST_HZ));
    this.hop = Math.round(HOP_SECONDS * sampleRate);
    this.window = new HopWindow(2 * maxLag + 2, this.hop, () => this.analyse());
    this.gate = -30 - 30 * sensitivity;
    this.levels = new Float64Array(Math.round(RISE_SECONDS / HOP_SECONDS)).fill(-120);
  }

  push(block: Float32Array): void {
    this.window.push(block);
  }

  finish(): void {
    this.endNote(this.window.position);
  }

  private analyse(): void {
    const { frame, window } = this;
    frame.end = window.position;
    frame.centre = Math.max(0, window.position - this.nsdf.length);
    frame.level = window.level(this.nsdf.length);
    this.listenForAttack(frame.level);
    const lag = frame.level < this.gate - 6 ? Number.NaN : this.findPeriod();
    const isClear = frame.clarity >= (this.note >= 0 ? STILL_CLEAR : CLEAR);
    frame.frequency = isClear ? this.options.sampleRate / lag : Number.NaN;
    if (Number.isNaN(lag)) frame.clarity = 0;
    this.follow(noteNumberFromFrequency(frame.frequency));
    frame.note = this.note;
    this.options.listener.onFrame(frame);
  }

  /** An attack is a quick rise of the level over what the last hops were. */
  private listenForAttack(level: number): void {
    const { position } = this.window;
    const before = Math.max(-90, Math.min(...this.levels));
    const isDue = position - this.lastAttack > REARM_SECONDS * this.options.sampleRate;
    if (isDue && level > this.gate && level - before >= RISE) {
      this.armedAt = position - this.hop;
      this.lastAttack = position;
      this.attackRise = level - before;
      this.agreeing = 0;
    }
    this.levels[this.hops++ % this.levels.length] = level;
  }

  private follow(noteNumber: number): void {
    const { position } = this.window;
    if (Number.isNaN(noteNumber)) {
      this.agreeing = 0;
      this.endNote(position);
      return;
    }
    this.agreeing = Math.abs(noteNumber - this.candidate) <= AGREEMENT ? this.agreeing + 1 : 1;
    this.candidate = noteNumber;
    if (this.agreeing < AGREEING_HOPS) return;
    const isPlucked = this.armedAt !== null;
    const hasMoved = this.note >= 0 && Math.abs(noteNumber - this.noteNumber) > NEW_NOTE;
    if (isPlucked || hasMoved || this.note < 0) this.beginNote(noteNumber, !isPlucked);
    else this.noteNumber = noteNumber; // Bends are followed.
  }

  private beginNote(noteNumber: number, isLegato: boolean): void {
    const { position } = this.window;
    const onset = this.armedAt ?? position - AGREEING_HOPS * this.hop;
    this.endNote(onset);
    this.armedAt = null;
    this.note = this.notes++;
    this.noteNumber = noteNumber;
    const { clarity, level } = this.frame;
    const rise = this.attackRise;
    const facts = { confidence: clarity, level, rise, isLegato, isChord: false };
    this.options.listener.onNote({ index: this.note, onset, at: position, noteNumber, ...facts });
  }

  private endNote(offset: number): void {
    if (this.note >= 0) this.options.listener.onNoteEnd(this.note, offset);
    this.note = -1;
  }

  /** The period in samples with fractions, NaN when there is none; leaves its clarity in the frame. */
  private findPeriod(): number {
    const { nsdf, minLag } = this;
    this.computeNsdf();
    let highest = 0;
    for (let lag = minLag; lag < nsdf.length - 1; lag++)
      if (this.isPeak(lag)) highest = Math.max(highest, nsdf[lag] ?? 0);
    for (let lag = minLag; lag < nsdf.length - 1; lag++) {
      if (this.isPeak(lag) && (nsdf[lag] ?? 0) >= PEAK_SHARE * highest) return this.refine(lag);
    }
    this.frame.clarity = 0;
    return Number.NaN;
  }

  private isPeak(lag: number): boolean {
    const { nsdf } = this;
    const here = nsdf[lag] ?? 0;
    return here > 0 && here >= (nsdf[lag - 1] ?? 0) && here > (nsdf[lag + 1] ?? 0);
  }

  private refine(lag: number): number {
    const before = this.nsdf[lag - 1] ?? 0;
    const here = this.nsdf[lag] ?? 0;
    const after = this.nsdf[lag + 1] ?? 0;
    const shift = (before - after) / (2 * (before - 2 * here + after));
    this.frame.clarity = Math.min(1, here - ((before - after) * shift) / 4);
    return lag + shift;
  }

  /** n(τ) = 2·Σ x[i]·x[i+τ] / Σ (x[i]² + x[i+τ]²) over half the window (McLeod & Wyvill 2005, eq. 9). */
  private computeNsdf(): void {
    const { nsdf } = this;
    const { samples } = this.window;
    const length = samples.length - nsdf.length;
    let ownEnergy = 0;
    for (let index = 0; index < length; index++) ownEnergy += (samples[index] ?? 0) ** 2;
    let energy = ownEnergy;
    for (let lag = 0; lag < nsdf.length; lag++) {
      let product = 0;
      if (lag >= this.minLag - 1) {
        for (let index = 0; index < length; index++)
          product += (samples[index] ?? 0) * (samples[index + lag] ?? 0);
      }
      nsdf[lag] = (2 * product) / (ownEnergy + energy || 1);
      energy += (samples[lag + length] ?? 0) ** 2 - (samples[lag] ?? 0) ** 2;
    }
  }
}
