import {
  type Bpm,
  type Decibels,
  frequencyFromNoteNumber,
  type Hertz,
  type NoteNumber,
  noteNumberFromFrequency,
} from '../../core/plugin/index.js';
import type { OscRule, Pick } from './osc-rule.js';
import type { OscArgument } from './osc-types.js';

/** What one message says, in our units. */
export interface Heard {
  /** `null` is silence. */
  readonly frequency?: Hertz | null;
  /** `null` is silence. */
  readonly noteNumber?: NoteNumber | null;
  /** 0 to 127. */
  readonly velocity?: number;
  readonly string?: number;
  readonly semitones?: number;
  readonly confidence?: number;
  readonly level?: Decibels;
  readonly tempo?: Bpm;
  readonly beat?: number;
  readonly bar?: number;
  /** Beats since the song began, from 0. */
  readonly songBeat?: number;
  readonly isPlaying?: boolean;
  readonly midi?: Uint8Array;
  readonly press?: number;
}

/**
 * Reads the arguments as the rule says, after the numbers taken from the address; `null` when one is missing or
 * makes no sense. A value below its gate silences a pitch, and takes the sense out of anything else.
 */
export function hear(
  rule: OscRule,
  captures: readonly OscArgument[],
  args: readonly OscArgument[],
): Heard | null {
  const picks = [...capturedPicks(rule.address), ...rule.args];
  const heard: { -readonly [Key in keyof Heard]: Heard[Key] } = {};
  let isOpen = true;
  for (const [index, text] of picks.entries()) {
    const pick = text.replace('?', '') as Pick;
    const argument = index < captures.length ? captures[index] : args[index - captures.length];
    if (pick === '_') continue;
    const part = argument ? READERS[pick](argument) : null;
    if (!part && !text.endsWith('?')) return null;
    Object.assign(heard, part);
    isOpen &&= !isBelow(rule.gate[pick], argument);
  }
  if (isOpen) return heard;
  return rule.as === 'pitch' ? { ...heard, frequency: null, noteNumber: null } : null;
}

export function capturedPicks(address: string): readonly string[] {
  return [...address.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
}

function isBelow(least: number | undefined, argument: OscArgument | undefined): boolean {
  if (least === undefined) return false;
  const value = argument && numberOf(argument);
  return typeof value !== 'number' || value < least;
}

/** Ints, floats, doubles and booleans stand for one another. */
function numberOf({ value }: OscArgument): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : null;
}

type Read = (argument: OscArgument) => Heard | null;

const number =
  (say: (value: number, type: string) => Heard | null): Read =>
  (argument) => {
    const value = numberOf(argument);
    return value === null ? null : say(value, argument.type);
  };

const SILENCE: Heard = { frequency: null, noteNumber: null };
const share = (value: number) => Math.min(1, Math.max(0, value));
const isFloat = (type: string) => type === 'f' || type === 'd';

const READERS: Readonly<Record<Pick, Read>> = {
  _: () => ({}),
  hz: number((hertz) => pitched(hertz > 0 ? noteNumberFromFrequency(hertz) : 0)),
  midi: number((note) => pitched(note)),
  velocity: number((value, type) => ({ velocity: share(isFloat(type) ? value : value / 127) * 127 })),
  vel01: number((value) => ({ velocity: share(value) * 127 })),
  vel127: number((value) => ({ velocity: share(value / 127) * 127 })),
  string: number((value) => (value >= 0 && value <= 12 ? { string: Math.round(value) } : null)),
  semitones: number((semitones) => (Math.abs(semitones) <= 48 ? { semitones } : null)),
  confidence: number((value) => ({ confidence: share(value) })),
  level: number((level) => ({ level })),
  env: number((value) => ({ level: value - 100 })),
  amp: number((value) => ({ level: value > 0 ? 20 * Math.log10(value) : Number.NEGATIVE_INFINITY })),
  tempo: number((tempo) => (tempo > 0 && tempo < 1000 ? { tempo } : null)),
  beat: number((beat) => ({ beat })),
  bar: number((bar) => ({ bar })),
  'song-beat': number((songBeat) => ({ songBeat })),
  playing: number((value) => ({ isPlaying: value > 0 })),
  stopped: number((value) => ({ isPlaying: value <= 0 })),
  position: ({ value }) => (typeof value === 'string' ? positionFrom(value) : null),
  message: ({ value }) => (value instanceof Uint8Array && value.length >= 3 ? { midi: value } : null),
  press: number((press) => ({ press })),
  value: number((press) => ({ press })),
};

function pitched(noteNumber: NoteNumber): Heard | null {
  if (noteNumber <= 0) return SILENCE;
  return noteNumber < 128 ? { noteNumber, frequency: frequencyFromNoteNumber(noteNumber) } : null;
}

function positionFrom(text: string): Heard | null {
  const [, bar, beat] = /^\s*(-?\d{1,6})[.|](\d{1,3})(?:[.|]|$)/.exec(text) ?? [];
  return bar === undefined || beat === undefined ? null : { bar: Number(bar), beat: Number(beat) };
}
