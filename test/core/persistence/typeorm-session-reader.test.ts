import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage, type Storage } from '../../../src/core/persistence/storage.js';
import { noteRow, progressOfAll } from '../../../src/core/wire/index.js';
import { type FreshDatabase, freshDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { endOf, rowOf, startOf } from '../../support/session-repository-contract.js';
import { SilentLogger } from '../../support/silent-logger.js';

const DAY = 24 * 3600;
let database: FreshDatabase;
let storage: Storage;
let dataDir: string;

beforeAll(async () => {
  database = await freshDatabase();
  const now = new FakeClock(new Date('2026-01-08T12:00:00Z')); // a week after the first practice
  const log = new SilentLogger();
  dataDir = mkdtempSync(join(tmpdir(), 'fretcoach-reader-'));
  storage = await openStorage({ env: database.env, dataDir, clock: now, log });
});
afterAll(async () => {
  await storage?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true });
});

/** A practice of 20 notes or more, so that it may be a personal best. */
function practise(
  seconds: number,
  { userId = 'ada', pitchAccuracy = 0.5, notes = 20, scaleName = 'A Minor Pentatonic' },
) {
  const start = startOf(seconds, { userId, scaleName });
  storage.repository.begin(start);
  storage.repository.append(rowOf(start, 1, { detectedMidi: 45.1 }));
  storage.repository.append(rowOf(start, 2, { detectedMidi: 44.9 }));
  storage.repository.append(rowOf(start, 3, { detectedMidi: 46, inScale: false, pitchClass: 10 }));
  storage.repository.append(rowOf(start, 4, { noteDetected: false, detectedMidi: null, inScale: null }));
  const counts = { notesDetected: notes, notesInScale: notes, notesOutOfScale: 0 };
  storage.repository.end(endOf(start, 60, { pitchAccuracy, timingStability: null, ...counts }));
  return start;
}

test('the table of notes counts notes only, by name', async () => {
  const { id } = practise(0, { userId: 'grace' });
  await storage.repository.flush();
  const rows = await storage.reader.notes(id);
  expect(
    rows.map(({ midi, name, octave, count, in_scale }) => [midi, name, octave, count, in_scale]),
  ).toEqual([
    [45, 'A', 2, 2, true],
    [46, expect.any(String), 2, 1, false],
  ]);
  expect(rows[0]?.mean_cents).toBeCloseTo(0, 6);
  for (const row of rows) expect(noteRow.parse(row)).toEqual(row);
});

test('a practice nobody knows has no notes', async () => {
  expect(await storage.reader.notes('0195b3a0-0000-7000-8000-000000000000')).toEqual([]);
  expect(await storage.reader.notes('what?')).toEqual([]);
});

test('progress has a line a day and scale, weighted by notes, and the best of all time', async () => {
  practise(0, { pitchAccuracy: 0.5, notes: 20 });
  practise(3600, { pitchAccuracy: 0.8, notes: 60 });
  const luck = practise(2 * DAY, { pitchAccuracy: 1, notes: 3 });
  practise(DAY, { scaleName: 'C Major' });
  practise(-300 * DAY, { pitchAccuracy: 0.9 });
  practise(0, { userId: 'bob', pitchAccuracy: 1 });
  await storage.repository.flush();
  const found = await storage.reader.progress({
    userId: 'ada',
    weeks: 4,
    scaleNames: ['A Minor Pentatonic'],
  });
  expect(progressOfAll.parse(found)).toEqual(found);
  expect(
    found.items.map((item) => [item.sessions, item.duration_seconds, item.notes_detected_count]),
  ).toEqual([
    [1, 60, 3],
    [2, 120, 80],
  ]);
  expect(found.items[1]?.pitch_accuracy).toBeCloseTo((0.5 * 20 + 0.8 * 60) / 80, 9);
  expect(found.items[1]?.timing_stability).toBeNull();
  expect(found.personal_bests).toMatchObject([
    { pitch_accuracy: { value: 0.9 }, timing_stability: { value: null } },
  ]);
  expect(found.personal_bests[0]?.pitch_accuracy.session_id).not.toBe(luck.id);
  expect(found.weakest_notes.map((row) => [row.midi, row.count])).toEqual([[45, 6]]);
  const all = await storage.reader.progress({ userId: 'ada', weeks: 4 });
  expect(all.items.map((item) => item.scale_name)).toContain('C Major');
  const everyone = await storage.reader.progress({
    userId: null,
    weeks: 4,
    scaleNames: ['A Minor Pentatonic'],
  });
  expect(everyone.personal_bests[0]?.pitch_accuracy.value).toBe(1);
  expect(everyone.weakest_notes[0]?.count).toBeGreaterThan(6);
});
