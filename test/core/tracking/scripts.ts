import type { NoteEvent, NoteOnReading, PitchReading, Reading } from '../../../src/core/events/index.js';
import { frequencyFromNoteNumber } from '../../../src/core/music/index.js';
import { NoteTracker, type TrackerSettings } from '../../../src/core/tracking/index.js';

export const STANDARD: TrackerSettings = { sensitivity: 0.5, a4: 440, openStrings: [40, 45, 50, 55, 59, 64] };

export function tracker(settings: Partial<TrackerSettings> = {}): NoteTracker {
  return new NoteTracker({ ...STANDARD, ...settings });
}

/** A key or a pickup's string going down. */
export function noteOn(time: number, noteNumber: number, more: Partial<NoteOnReading> = {}): NoteOnReading {
  return {
    kind: 'note-on',
    time,
    noteId: `n${time}-${noteNumber}`,
    noteNumber,
    confidence: 1,
    velocity: 90,
    ...more,
  };
}

/** A note as an audio input tells it: no velocity, and pitches stream. */
export function heard(time: number, noteNumber: number, more: Partial<NoteOnReading> = {}): NoteOnReading {
  const { velocity: _, ...reading } = noteOn(time, noteNumber, more);
  return reading;
}

export function noteOff(time: number, noteId: string): Reading {
  return { kind: 'note-off', time, noteId };
}

/** A pitch as a float note number; `null` is silence. */
export function pitch(
  time: number,
  noteNumber: number | null,
  more: Partial<PitchReading> = {},
): PitchReading {
  const frequency = noteNumber === null ? null : frequencyFromNoteNumber(noteNumber);
  return { kind: 'pitch', time, frequency, clarity: 0.95, ...more };
}

/** A stream of pitches, one every `step`, from `from` to `to`. */
export function stream(
  from: number,
  to: number,
  noteNumber: (time: number) => number | null,
  more: Partial<PitchReading> = {},
  step = 5,
): PitchReading[] {
  const count = Math.ceil((to - from) / step);
  return Array.from({ length: count }, (_, at) =>
    pitch(from + at * step, noteNumber(from + at * step), more),
  );
}

/** Everything the tracker says about these readings, in the order of their time, and until all is quiet. */
export function listen(readings: readonly Reading[], settings: Partial<TrackerSettings> = {}): NoteEvent[] {
  const tracking = tracker(settings);
  const events = readings.flatMap((reading) => tracking.track({ source: 'guitar', reading }));
  const end = Math.max(0, ...readings.map(({ time }) => time));
  return [...events, ...tracking.advance(end + 1000), ...tracking.release(end + 1000)];
}

export function ofPhase(events: readonly NoteEvent[], phase: NoteEvent['phase']): NoteEvent[] {
  return events.filter((event) => event.phase === phase);
}

/** The last word on the only note. */
export function released(events: readonly NoteEvent[]): NoteEvent {
  const [note, another] = ofPhase(events, 'released');
  if (!note || another) throw new Error(`expected one note, got ${ofPhase(events, 'released').length}`);
  return note;
}
