import { type Milliseconds, PluginError } from '../../core/plugin/index.js';
import {
  type SongPlace,
  songPlaces,
  type TempoChange,
  type TickedPlace,
  type TimeSignature,
  USUAL_TEMPO,
} from './song-places.js';

const META = 0xff;
const TEMPO = 0x51;
const TIME_SIGNATURE = 0x58;
const END_OF_TRACK = 0x2f;
const SYSEX = 0xf0;
/** Holds bytes as they are: the rest of a system exclusive message, or anything else. */
const ESCAPE = 0xf7;

/** Bytes to be heard at an instant of the recording. */
export interface TimedBytes {
  readonly time: Milliseconds;
  readonly bytes: Uint8Array;
}

export interface TimedPlace extends SongPlace {
  readonly time: Milliseconds;
}

export interface Song {
  readonly events: readonly TimedBytes[];
  /** Beats and tempo; none where the file does not tell them. */
  readonly places: readonly TimedPlace[];
}

interface TickedBytes {
  readonly tick: number;
  readonly bytes: Uint8Array;
}

/** What the tracks hold, all of them together. */
interface Tracks {
  readonly events: TickedBytes[];
  readonly tempi: TempoChange[];
  readonly signatures: TimeSignature[];
}

const byTick = (a: { readonly tick: number }, b: { readonly tick: number }) => a.tick - b.tick;

/** What is wrong, before the file's name is known. */
class Flaw extends Error {}

/**
 * Reads a Standard MIDI File of format 0 or 1: all tracks together, in time.
 * @throws PluginError `midi.file` saying what is wrong with it.
 */
export function readStandardMidiFile(bytes: Uint8Array, name: string): Song {
  try {
    return timed(bytes);
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    const hint = 'Export or record it again as a Standard MIDI File of type 0 or 1.';
    throw new PluginError('midi.file', `"${name}" ${error.message}.`, hint);
  }
}

function timed(bytes: Uint8Array): Song {
  const reader = new Reader(bytes);
  if (reader.text(4, 'is no MIDI file') !== 'MThd') throw new Flaw('is no MIDI file');
  const header = reader.chunk('its header');
  const format = header.uint16();
  if (format > 1) throw new Flaw(`holds several songs (type ${format})`);
  const count = header.uint16();
  const clock = timing(header.uint16());
  const tracks: Tracks = { events: [], tempi: [], signatures: [] };
  for (let found = 0; found < count; ) {
    if (reader.isAtEnd) throw new Flaw(`was cut off: ${found} of its ${count} tracks are there`);
    const kind = reader.text(4);
    const chunk = reader.chunk(`track ${found + 1}`);
    if (kind !== 'MTrk') continue;
    readTrack(chunk, tracks);
    found += 1;
  }
  for (const each of Object.values(tracks)) each.sort(byTick);
  return clock(tracks);
}

/** From ticks to milliseconds, by the tempo map or by film frames. */
function timing(division: number): (tracks: Tracks) => Song {
  if (division === 0) throw new Flaw('says nothing about its tempo');
  if ((division & 0x8000) === 0) return (tracks) => alongTempi(tracks, division);
  const ticksPerSecond = (256 - (division >> 8)) * (division & 0xff);
  if (ticksPerSecond === 0) throw new Flaw('says nothing about its tempo');
  const timeOf = (tick: number) => (tick * 1000) / ticksPerSecond;
  return ({ events }) => ({ events: at(timeOf, events), places: [] });
}

function alongTempi({ events, tempi, signatures }: Tracks, division: number): Song {
  const places = songPlaces(tempi, signatures, division, events.at(-1)?.tick ?? 0);
  return { events: at(tempoClock(tempi, division), events), places: at(tempoClock(tempi, division), places) };
}

/** The time of ticks, which must not go back from one call to the next. */
function tempoClock(tempi: readonly TempoChange[], division: number): (tick: number) => Milliseconds {
  let now = { tick: 0, time: 0, tempo: USUAL_TEMPO };
  let next = 0;
  const timeOf = (tick: number) => now.time + ((tick - now.tick) * now.tempo) / division / 1000;
  return (tick) => {
    for (let change = tempi[next]; change && change.tick <= tick; change = tempi[++next]) {
      now = { tick: change.tick, time: timeOf(change.tick), tempo: change.tempo };
    }
    return timeOf(tick);
  };
}

type Timed<Item> = Omit<Item, 'tick'> & { readonly time: Milliseconds };

function at<Item extends TickedBytes | TickedPlace>(
  timeOf: (tick: number) => Milliseconds,
  items: readonly Item[],
): Timed<Item>[] {
  return items.map(({ tick, ...rest }) => ({ time: timeOf(tick), ...rest }));
}

function readTrack(track: Reader, { events, tempi, signatures }: Tracks): void {
  let tick = 0;
  let running = 0;
  while (!track.isAtEnd) {
    tick += track.variable();
    const first = track.byte();
    if (first === META) {
      const type = track.byte();
      const data = track.take(track.variable());
      if (type === END_OF_TRACK) return;
      if (type === TEMPO) tempi.push(...tempoIn(data, tick));
      if (type === TIME_SIGNATURE) signatures.push(...signatureIn(data, tick));
    } else if (first === SYSEX || first === ESCAPE) {
      const data = track.take(track.variable());
      events.push({ tick, bytes: first === SYSEX ? Uint8Array.from([SYSEX, ...data]) : data });
      running = 0;
    } else {
      if (first >= 0x80) running = first;
      else track.back();
      events.push({ tick, bytes: channelEvent(track, running) });
    }
  }
}

/** A tempo of nothing would let time stand still. */
function tempoIn(data: Uint8Array, tick: number): TempoChange[] {
  const tempo = bigEndian(data.subarray(0, 3));
  return data.length >= 3 && tempo > 0 ? [{ tick, tempo }] : [];
}

function signatureIn([beatsInBar = 0, power = 0]: Uint8Array, tick: number): TimeSignature[] {
  return beatsInBar > 0 && power <= 6 ? [{ tick, beatsInBar, beatUnit: 2 ** power }] : [];
}

function channelEvent(track: Reader, status: number): Uint8Array {
  if (status < 0x80 || status >= SYSEX)
    throw new Flaw('is damaged: it holds bytes that belong to no message');
  const kind = status & 0xf0;
  const length = kind === 0xc0 || kind === 0xd0 ? 1 : 2;
  return Uint8Array.from([status, ...track.take(length)]);
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Walks through bytes; the end comes as a flaw that says what was being read. */
class Reader {
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly what = 'it',
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Flaw(`was cut off: ${this.what} ends too early`);
    return byte;
  }

  back(): void {
    this.at -= 1;
  }

  take(length: number): Uint8Array {
    if (this.bytes.length - this.at < length) throw new Flaw(`was cut off: ${this.what} ends too early`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(length: number, otherwise?: string): string {
    if (otherwise !== undefined && this.bytes.length < length) throw new Flaw(otherwise);
    return Buffer.from(this.take(length)).toString('latin1');
  }

  uint16(): number {
    return bigEndian(this.take(2));
  }

  /** Seven bits a byte, at most four bytes. */
  variable(): number {
    let value = 0;
    for (let count = 0; count < 4; count += 1) {
      const byte = this.byte();
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    throw new Flaw('is damaged: a length makes no sense');
  }

  /** The body of a chunk whose name was read. */
  chunk(what: string): Reader {
    return new Reader(this.take(bigEndian(this.take(4))), what);
  }
}
