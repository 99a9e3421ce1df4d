import { describe, expect, test } from 'vitest';
import type { MetricsSnapshot } from '../../../src/core/events/metrics-snapshot.js';
import type { ScoredNote } from '../../../src/core/events/note-event.js';
import { heartbeatRow, noteRow } from '../../../src/core/session/metric-rows.js';
import { metricsSnapshot, openA } from '../../support/feedback-samples.js';

const AT = new Date('2026-01-01T12:00:00Z');
const PRACTICE = '01890000-0000-7000-8000-000000000000';
const NO_PITCH = { detectedPitchHz: null, detectedMidi: null, pitchClass: null, inScale: null };
const metrics = metricsSnapshot as MetricsSnapshot;

const rowOf = (note: Partial<ScoredNote>) => noteRow(PRACTICE, AT, { ...openA, ...note }, metrics);

describe('what is stored', () => {
  test('of a note is its pitch, to the cent, and its place in the scale', () => {
    expect(rowOf({ note: 45, cents: -6, frequency: 109.6, pitchClass: 9, inScale: true })).toMatchObject({
      sessionId: PRACTICE,
      timestamp: AT,
      pitchAccuracy: metrics.pitchAccuracy,
      detectedPitchHz: 109.6,
      detectedMidi: 44.94,
      pitchClass: 9,
      inScale: true,
      noteDetected: true,
    });
  });

  test('of a strum heard as one sound is that it was played, and no note that nobody played', () => {
    const strum = { note: 36, cents: null, frequency: 65.4, pitchClass: 0, inScale: true };
    expect(rowOf({ ...strum, flags: { ...openA.flags, chord: true } })).toMatchObject({
      ...NO_PITCH,
      noteDetected: true,
    });
  });

  test('of a chord on a pickup with a voice for every string is each of its notes', () => {
    const string = { note: 52, cents: 3, pitchClass: 4, inScale: true };
    const row = rowOf({ ...string, flags: { ...openA.flags, chord: true } });
    expect(row).toMatchObject({ detectedMidi: 52.03, pitchClass: 4, inScale: true });
  });

  test('of a bend that is not judged is the note that was bent', () => {
    const bent = { note: 57, cents: null, pitchClass: 9, flags: { ...openA.flags, bend: true } };
    expect(rowOf(bent)).toMatchObject({ detectedMidi: 57, pitchClass: 9 });
  });

  test('of a muted string is that it was played', () => {
    const muted = { note: null, cents: null, frequency: null, pitchClass: null, inScale: null };
    expect(rowOf(muted)).toMatchObject({ ...NO_PITCH, noteDetected: true });
  });

  test('of a second in which nothing ended is how the scores stand', () => {
    const row = heartbeatRow(PRACTICE, AT, metrics);
    expect(row).toMatchObject({ ...NO_PITCH, noteDetected: false, pitchAccuracy: metrics.pitchAccuracy });
  });
});
