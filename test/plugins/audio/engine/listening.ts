import type { PitchRange } from '../../../../src/core/plugin/index.js';
import type { DetectedNote } from '../../../../src/plugins/audio/detector.js';
import { createHearingEngine } from '../../../../src/plugins/audio/engine/hearing-engine.js';

export interface HeardFrame {
  readonly end: number;
  readonly centre: number;
  readonly frequency: number;
  readonly clarity: number;
  readonly level: number;
  readonly note: number;
  readonly isChord: boolean;
}

export interface Heard {
  readonly frames: HeardFrame[];
  readonly notes: DetectedNote[];
  readonly ends: { index: number; offset: number }[];
  readonly attacks: number[];
}

export interface HowToListen {
  readonly sampleRate?: number;
  readonly blockSize?: number;
  readonly range?: PitchRange | null;
}

export const SAMPLE_RATE = 44_100;

/** Plays the parts one after the other to a new engine; copies all it says. */
export function listen(parts: Float32Array[], how: HowToListen = {}): Heard {
  const { sampleRate = SAMPLE_RATE, blockSize = 128, range = null } = how;
  const heard: Heard = { frames: [], notes: [], ends: [], attacks: [] };
  const engine = createHearingEngine({
    sampleRate,
    range,
    sensitivity: 0.5,
    listener: {
      onFrame: (frame) => heard.frames.push({ ...frame }),
      onNote: (note) => heard.notes.push({ ...note }),
      onNoteEnd: (index, offset) => heard.ends.push({ index, offset }),
      onAttack: (onset) => heard.attacks.push(onset),
    },
  });
  const samples = join(parts);
  for (let i = 0; i < samples.length; i += blockSize) engine.push(samples.subarray(i, i + blockSize));
  engine.finish();
  return heard;
}

export function join(parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

export function silence(seconds: number, sampleRate = SAMPLE_RATE): Float32Array {
  return new Float32Array(Math.round(seconds * sampleRate));
}

export interface StringSound {
  readonly sampleRate?: number;
  readonly amplitude?: number;
  /** Stretches the partials: f_n = n f sqrt(1 + B n²). */
  readonly inharmonicity?: number;
  /** How strong the partials are beside their usual fall. */
  readonly partials?: (number: number) => number;
  /** Cents above the first frequency, over the seconds since the pluck. */
  readonly cents?: (seconds: number) => number;
}

/** A plucked string with exactly known pitch: partials that fall off with their number and decay, high ones faster. */
export function string(hertz: number, seconds: number, sound: StringSound = {}): Float32Array {
  const { sampleRate = SAMPLE_RATE, amplitude = 0.3, inharmonicity = 0 } = sound;
  const { cents = () => 0, partials: strength = () => 1 } = sound;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const partials = Math.min(20, Math.floor((0.45 * sampleRate) / hertz));
  const phases = new Float64Array(partials + 1);
  for (let i = 0; i < samples.length; i++) {
    const time = i / sampleRate;
    const now = hertz * 2 ** (cents(time) / 1200);
    let sum = 0;
    for (let n = 1; n <= partials; n++) {
      const frequency = n * now * Math.sqrt(1 + inharmonicity * n * n);
      phases[n] = ((phases[n] ?? 0) + frequency / sampleRate) % 1;
      sum +=
        strength(n) *
        (Math.exp(-time * (1 + 0.3 * n)) / n) *
        Math.sin(2 * Math.PI * (phases[n] ?? 0) + n * n);
    }
    samples[i] = amplitude * sum * Math.min(1, time / 0.001);
  }
  return samples;
}

/** White noise, the same every time. */
export function noise(seconds: number, amplitude: number): Float32Array {
  let state = 1;
  return silence(seconds).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}

/** The sample of mains hum at an index: the odd harmonics of a transformer, at -46 dBFS. */
export function hum(index: number, hertz: number): number {
  const phase = (2 * Math.PI * hertz * index) / SAMPLE_RATE;
  return 0.0078 * (0.7 * Math.sin(phase) + 0.5 * Math.sin(3 * phase + 1) + 0.3 * Math.sin(5 * phase + 2));
}

export const cents = (hertz: number, reference: number) => 1200 * Math.log2(hertz / reference);
