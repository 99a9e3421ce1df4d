import { AMDF, Macleod, YIN } from 'pitchfinder';
import type { CreateDetector, DetectorOptions, NoteDetector, PitchFrame } from './detector.js';
import { HopWindow } from './hop-window.js';

const HOP_SECONDS = 0.01;
/** Periods of the lowest pitch that must fit into the window. */
const PERIODS = 2.2;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 1400;
const LEVEL_SECONDS = 0.02;
/** Quieter than this nothing is asked: the methods find a pitch in any noise. */
const SILENCE_DBFS = -60;

interface Estimate {
  readonly frequency: number | null;
  readonly clarity: number;
}
type FindPitch = (window: Float32Array) => Estimate;

/** YIN and AMDF tell no clarity: what they report counts as clear. */
const plain =
  (find: (window: Float32Array) => number | null): FindPitch =>
  (window) => {
    const frequency = find(window);
    return { frequency, clarity: frequency === null ? 0 : 0.9 };
  };

export type PitchfinderMethod = 'yin' | 'macleod' | 'amdf';

const METHODS: Readonly<
  Record<PitchfinderMethod, (sampleRate: number, size: number, low: number, high: number) => FindPitch>
> = {
  yin: (sampleRate) => plain(YIN({ sampleRate })),
  amdf: (sampleRate, _size, minFrequency, maxFrequency) =>
    plain(AMDF({ sampleRate, minFrequency, maxFrequency })),
  macleod: (sampleRate, bufferSize) => {
    const find = Macleod({ sampleRate, bufferSize });
    return (window) => {
      const { freq, probability } = find(window);
      return { frequency: freq > 0 ? freq : null, clarity: Math.min(1, Math.max(0, probability)) };
    };
  },
};

/**
 * The detectors of the package pitchfinder, as baselines and for people who know them. They know pitches only,
 * and allocate at every hop.
 */
export function pitchfinderDetector(method: PitchfinderMethod): CreateDetector {
  return (options) => new PitchfinderDetector(method, options);
}

class PitchfinderDetector implements NoteDetector {
  readonly hearsNotes = false;
  private readonly window: HopWindow;
  private readonly find: FindPitch;
  private readonly low: number;
  private readonly high: number;
  private readonly levelLength: number;

  constructor(
    method: PitchfinderMethod,
    private readonly options: DetectorOptions,
  ) {
    const { sampleRate, range } = options;
    this.low = Math.max(LOWEST_HZ, range?.lowHz ?? LOWEST_HZ);
    this.high = Math.min(HIGHEST_HZ, range?.highHz ?? HIGHEST_HZ);
    const size = 2 ** Math.ceil(Math.log2((2 * PERIODS * sampleRate) / this.low / 2));
    this.window = new HopWindow(size, Math.round(HOP_SECONDS * sampleRate), () => this.analyse());
    this.find = METHODS[method](sampleRate, size, this.low, this.high);
    this.levelLength = Math.min(size, Math.round(LEVEL_SECONDS * sampleRate));
  }

  push(block: Float32Array): void {
    this.window.push(block);
  }

  finish(): void {}

  private analyse(): void {
    const { position, samples } = this.window;
    const level = this.window.level(this.levelLength);
    const { frequency, clarity } = level < SILENCE_DBFS ? NOTHING : this.find(samples);
    const isPossible = frequency !== null && frequency >= this.low && frequency <= this.high;
    const frame: PitchFrame = {
      end: position,
      centre: Math.max(0, position - samples.length / 2),
      frequency: isPossible ? frequency : Number.NaN,
      clarity: isPossible ? clarity : 0,
      level,
      note: -1,
      isChord: false,
    };
    this.options.listener.onFrame(frame);
  }
}

const NOTHING: Estimate = { frequency: null, clarity: 0 };
