import { frequencyFromNoteNumber, type Milliseconds, type Reading } from '../../core/plugin/index.js';
import { AddressMap } from './address-map.js';
import { type Heard, hear } from './heard.js';
import { MonoVoice } from './mono-voice.js';
import type { Meaning, OscRule } from './osc-rule.js';
import type { OscMessage } from './osc-types.js';
import { Voices } from './voices.js';

/** How long a level told on its own address speaks for the pitches after it. */
const LEVEL_LIFE: Milliseconds = 500;
const HALF = 0.5;
/** More buttons on one table are a flood of addresses. */
const MOST_BUTTONS = 1000;

export interface MapperOptions {
  readonly rules: readonly OscRule[];
  /** Open strings, low to high. */
  readonly openStrings: readonly number[];
  /** For raw MIDI: channel of the highest string, 1 to 16, and the range of the pitch bend in semitones. */
  readonly basicChannel: number;
  readonly bendRange: number;
  readonly stuckNoteAfter: Milliseconds;
  /** From string to message: taken off the times of whatever is played. */
  readonly latency: Milliseconds;
  /** Where a program counts beats alone, 1 to 32. */
  readonly beatsInBar: number;
}

/** What a mapper may do besides speaking. */
export interface MapperDoors {
  emit(reading: Reading): void;
  call(method: 'session.start' | 'session.stop'): void;
}

/** Turns messages into readings, by the rules of its address map. */
export class OscMapper {
  private readonly map: AddressMap;
  private readonly voices: Voices;
  private readonly mono: MonoVoice;
  private readonly pressed = new Map<string, number>();
  private level: { readonly time: Milliseconds; readonly value: number } | null = null;
  private place: string | null = null;

  constructor(
    private readonly options: MapperOptions,
    private readonly doors: MapperDoors,
    life: string,
  ) {
    this.map = new AddressMap(options.rules);
    this.voices = new Voices(doors.emit, life);
    this.mono = new MonoVoice(this.voices, doors.emit);
  }

  /** The rules that took the message: none when nobody knows it, or when its arguments make no sense. */
  accept(message: OscMessage, time: Milliseconds): readonly OscRule[] {
    const taken: OscRule[] = [];
    for (const { rule, captures } of this.map.matching(message.address)) {
      const heard = hear(rule, captures, message.args);
      if (!heard) continue;
      const isPlayed = rule.as !== 'transport';
      this.meanings[rule.as](heard, isPlayed ? time - this.options.latency : time, rule, message.address);
      taken.push(rule);
    }
    return taken;
  }

  /** To be called now and then: ends what nobody ended. Returns the number of notes that were stuck. */
  tick(time: Milliseconds): number {
    const played = time - this.options.latency;
    this.mono.tick(played);
    return this.voices.endStuck(played, this.options.stuckNoteAfter);
  }

  silence(time: Milliseconds): void {
    this.voices.endAll(time - this.options.latency);
  }

  private readonly meanings: Readonly<
    Record<Meaning, (heard: Heard, time: Milliseconds, rule: OscRule, address: string) => void>
  > = {
    note: (heard, time) => this.note(heard, time),
    'note-off': (heard, time) => this.noteOff(heard, time),
    'mono-note': ({ noteNumber = null }, time) => this.mono.note(noteNumber, time),
    'mono-onset': ({ level }, time) => this.mono.onset(time, level),
    pitch: (heard, time) => this.pitch(heard, time),
    bend: ({ string = 0, semitones = 0 }, time) => this.bend(string, semitones, time),
    onset: ({ level }, time) =>
      this.doors.emit({ kind: 'onset', time, ...(level === undefined ? {} : { level }) }),
    level: ({ level: value = 0 }, time) => {
      this.level = { time, value };
    },
    midi: ({ midi }, time) => midi && this.midi(midi, time),
    transport: (heard, time) => this.transport(heard, time),
    command: ({ press = 1 }, _time, rule, address) => this.command(press, rule, address),
    ping: () => {},
  };

  private note(heard: Heard, time: Milliseconds) {
    const { noteNumber, velocity, string = 0 } = heard;
    if (noteNumber === undefined || noteNumber === null) return;
    if (velocity === 0) return this.noteOff(heard, time);
    const loudness = velocity === undefined ? {} : { velocity: Math.max(1, Math.round(velocity)) };
    const start = {
      noteNumber,
      confidence: heard.confidence ?? 1,
      ...loudness,
      ...this.position(string, noteNumber),
    };
    this.voices.begin(placeOf(string, noteNumber), start, time);
  }

  private noteOff({ noteNumber, string = 0 }: Heard, time: Milliseconds): void {
    if (noteNumber === undefined || noteNumber === null) return;
    const place = placeOf(string, noteNumber);
    const sounding = this.voices.at(place, time);
    // A late note-off for a note that the string has already left must not end its successor.
    if (sounding && Math.round(sounding.noteNumber) === Math.round(noteNumber)) this.voices.end(place, time);
  }

  private pitch(
    { frequency = null, noteNumber = null, confidence = 1, level }: Heard,
    time: Milliseconds,
  ): void {
    const known = level ?? this.recentLevel(time);
    this.mono.pitch(
      { frequency, noteNumber, confidence, ...(known === undefined ? {} : { level: known }) },
      time,
    );
  }

  private bend(string: number, semitones: number, time: Milliseconds): void {
    const voice = this.voices.at(placeOf(string, 0), time);
    if (!voice) return;
    const noteNumber = voice.noteNumber + semitones;
    if (noteNumber <= 0 || noteNumber >= 128) return;
    const frequency = frequencyFromNoteNumber(noteNumber);
    this.doors.emit({ kind: 'pitch', time, frequency, noteNumber, clarity: 1, noteId: voice.noteId });
  }

  /** The same as note, note-off and bend, with the string taken from the channel. */
  private midi(bytes: Uint8Array, time: Milliseconds): void {
    // The `m` type puts a port number before the three bytes of the message.
    const [status = 0, first = 0, second = 0] = bytes.subarray(-3);
    const string = (status & 0x0f) + 2 - this.options.basicChannel;
    if (string < 1 || string > this.options.openStrings.length) return;
    const kind = status & 0xf0;
    if (kind === 0x90) this.note({ noteNumber: first, velocity: second, string }, time);
    if (kind === 0x80) this.noteOff({ noteNumber: first, string }, time);
    if (kind === 0xe0)
      this.bend(string, ((first + second * 128 - 8192) / 8192) * this.options.bendRange, time);
  }

  private transport(heard: Heard, time: Milliseconds): void {
    const { tempo, isPlaying } = heard;
    const { beat, bar } = heard.songBeat === undefined ? heard : this.barAndBeat(heard.songBeat);
    const place = beat === undefined && bar === undefined ? null : `${bar}:${beat}`;
    // A display repeats its position many times within a beat; the beat is where it changes.
    if (place !== null && place === this.place) return;
    this.place = place ?? this.place;
    this.doors.emit({
      kind: 'transport',
      time,
      ...(tempo === undefined ? {} : { tempo }),
      ...(beat === undefined ? {} : { beat }),
      ...(bar === undefined ? {} : { bar }),
      ...(isPlaying === undefined ? {} : { isPlaying }),
    });
  }

  private barAndBeat(songBeat: number): { readonly bar: number; readonly beat: number } {
    const bar = Math.floor(songBeat / this.options.beatsInBar);
    return { bar: bar + 1, beat: songBeat - bar * this.options.beatsInBar + 1 };
  }

  private command(press: number, rule: OscRule, address: string): void {
    const before = this.pressed.get(address) ?? 0;
    if (this.pressed.size >= MOST_BUTTONS) this.pressed.clear();
    this.pressed.set(address, press);
    const isPressed = press >= HALF;
    if (isPressed === before >= HALF || !rule.call) return;
    if (rule.call === 'session.toggle') this.doors.call(isPressed ? 'session.start' : 'session.stop');
    else if (isPressed) this.doors.call(rule.call);
  }

  private recentLevel(time: Milliseconds): number | undefined {
    return this.level && time - this.level.time <= LEVEL_LIFE ? this.level.value : undefined;
  }

  private position(string: number, noteNumber: number) {
    const open = this.options.openStrings.at(-string);
    if (string < 1 || open === undefined) return {};
    const fret = Math.round(noteNumber) - open;
    return { string, positionConfidence: 1, ...(fret >= 0 && fret <= 36 ? { fret } : {}) };
  }
}

function placeOf(string: number, noteNumber: number): string {
  return string > 0 ? `string ${string}` : `key ${Math.round(noteNumber)}`;
}
