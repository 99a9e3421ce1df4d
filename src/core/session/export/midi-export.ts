import { nameOfPitchClass } from '../../music/note-name.js';
import { nearestNote, octaveOf, pitchClassOf } from '../../music/note-number.js';
import type { MetricRow, StoredSession } from '../session-repository.js';
import { midiFile, type TrackEvent, tempoEvent, textEvent } from './midi-bytes.js';

/** 120 beats a minute of 500 ticks: a tick is a millisecond. */
const TICKS_PER_BEAT = 500;
const MICROSECONDS_PER_BEAT = 500_000;

/** How long a note sounds when no other comes; lengths are not stored. */
const LONGEST_NOTE = 500;
const VELOCITY = 90;
const BEND_CENTRE = 0x2000;
/** Receivers bend by two semitones unless they are told otherwise. */
const BEND_RANGE = 2;

/**
 * The notes as a Standard MIDI File, each bent by as much as it was out of tune, with a marker where the practice
 * begins (its scale), at each note outside the scale, and at the end (its scores).
 */
export async function* midiExport(
  session: StoredSession,
  series: AsyncIterable<MetricRow>,
): AsyncIterable<Uint8Array> {
  const events: TrackEvent[] = [
    { tick: 0, bytes: textEvent('trackName', 'FretCoach practice') },
    { tick: 0, bytes: tempoEvent(MICROSECONDS_PER_BEAT) },
    { tick: 0, bytes: textEvent('marker', session.scaleName) },
  ];
  const notes = await notesOf(session, series);
  for (const [i, note] of notes.entries()) events.push(...eventsOf(note, notes[i + 1]?.tick));
  const end = Math.max(events.at(-1)?.tick ?? 0, 1000 * (session.durationSeconds ?? 0));
  events.push({ tick: Math.round(end), bytes: textEvent('marker', closing(session)) });
  yield midiFile(TICKS_PER_BEAT, events);
}

interface PlayedNote {
  readonly tick: number;
  /** A float. */
  readonly pitch: number;
  readonly inScale: boolean | null;
}

async function notesOf(
  { startTime }: StoredSession,
  series: AsyncIterable<MetricRow>,
): Promise<PlayedNote[]> {
  const notes: PlayedNote[] = [];
  for await (const { noteDetected, detectedMidi, timestamp, inScale } of series) {
    if (!noteDetected || detectedMidi === null || detectedMidi < 0 || detectedMidi > 127) continue;
    notes.push({
      tick: Math.max(0, timestamp.getTime() - startTime.getTime()),
      pitch: detectedMidi,
      inScale,
    });
  }
  return notes;
}

function eventsOf({ tick, pitch, inScale }: PlayedNote, following = Number.POSITIVE_INFINITY): TrackEvent[] {
  const note = Math.min(127, nearestNote(pitch));
  const bend = BEND_CENTRE + Math.round(((pitch - note) / BEND_RANGE) * BEND_CENTRE);
  const off = Math.max(tick, Math.min(tick + LONGEST_NOTE, following));
  const wrong = inScale === false ? [{ tick, bytes: textEvent('marker', `outside: ${nameOf(note)}`) }] : [];
  return [
    ...wrong,
    { tick, bytes: [0xe0, bend & 0x7f, bend >> 7] },
    { tick, bytes: [0x90, note, VELOCITY] },
    { tick: off, bytes: [0x80, note, 0] },
  ];
}

function nameOf(note: number): string {
  return nameOfPitchClass(pitchClassOf(note)) + octaveOf(note);
}

function closing({ pitchAccuracy, scaleConformity, timingStability }: StoredSession): string {
  const said = (score: number | null) => (score === null ? '-' : `${Math.round(100 * score)} %`);
  return `pitch ${said(pitchAccuracy)}, scale ${said(scaleConformity)}, timing ${said(timingStability)}`;
}
