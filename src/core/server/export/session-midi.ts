import type { MetricRow, StoredSession } from '../../session/session-repository.js';

const TICKS_PER_QUARTER = 480;
/** At 120 quarter notes a minute, which is what a file without a tempo means. */
const TICKS_PER_MS = (TICKS_PER_QUARTER * 2) / 1000;
/** Rows say when a note ended. It began when the one before ended, but not longer ago than this. */
const LONGEST_NOTE_MS = 500;
const VELOCITY = 80;
const BEND_CENTRE = 8192;
/** Bend range that every synthesiser begins with, in cents. */
const BEND_RANGE = 200;

const META = { text: 0x01, trackName: 0x03, marker: 0x06, endOfTrack: 0x2f } as const;

interface Timed {
  readonly tick: number;
  readonly bytes: readonly number[];
}

/** The notes of a practice as a Standard MIDI File: bent as they were played, with a marker at each wrong one. */
export async function sessionMidi(
  session: StoredSession,
  rows: AsyncIterable<MetricRow>,
): Promise<Uint8Array> {
  const start = session.startTime.getTime();
  const events: Timed[] = [{ tick: 0, bytes: meta(META.trackName, `FretCoach: ${session.scaleName}`) }];
  let free = 0;
  for await (const row of rows) {
    if (!row.noteDetected) continue;
    const { detectedMidi, inScale } = row;
    const end = Math.max(row.timestamp.getTime() - start, free);
    const from = Math.max(free, end - LONGEST_NOTE_MS);
    if (detectedMidi !== null) events.push(...noteEvents(detectedMidi, from, end, inScale));
    free = end; // A strum or a muted string has no pitch here, but its time.
  }
  return file(track([...events, { tick: ticks(free), bytes: meta(META.endOfTrack, '') }]));
}

function noteEvents(midi: number, from: number, to: number, inScale: boolean | null): Timed[] {
  const note = Math.min(127, Math.max(0, Math.round(midi)));
  const bend = Math.round(BEND_CENTRE + (((midi - note) * 100) / BEND_RANGE) * BEND_CENTRE);
  const tick = ticks(from);
  return [
    ...(inScale === false ? [{ tick, bytes: meta(META.marker, 'outside the scale') }] : []),
    { tick, bytes: [0xe0, bend & 0x7f, bend >> 7] },
    { tick, bytes: [0x90, note, VELOCITY] },
    { tick: ticks(to), bytes: [0x80, note, 0] },
  ];
}

function ticks(milliseconds: number): number {
  return Math.round(milliseconds * TICKS_PER_MS);
}

function meta(kind: number, text: string): number[] {
  const bytes = [...Buffer.from(text)];
  return [0xff, kind, ...variableLength(bytes.length), ...bytes];
}

function track(events: readonly Timed[]): number[] {
  let last = 0;
  return events.flatMap(({ tick, bytes }) => {
    const delta = Math.max(0, tick - last);
    last = tick;
    return [...variableLength(delta), ...bytes];
  });
}

/** Seven bits a byte, the last one without the high bit. */
function variableLength(value: number): number[] {
  const rest: number[] = value > 0x7f ? variableLength(value >> 7).map((byte) => byte | 0x80) : [];
  return [...rest, value & 0x7f];
}

function file(trackBytes: readonly number[]): Uint8Array {
  const header = [0, 0, 0, 6, 0, 0, 0, 1, TICKS_PER_QUARTER >> 8, TICKS_PER_QUARTER & 0xff];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(trackBytes.length);
  return Uint8Array.from([...Buffer.from('MThd'), ...header, ...Buffer.from('MTrk'), ...size, ...trackBytes]);
}
