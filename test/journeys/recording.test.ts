import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownFolder } from '../support/database.js';
import { expectKept, watchOverlay } from '../support/journey-end.js';
import { type Json, ownBridge } from '../support/own-bridge.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';
import { hasNoRecordings, recordingsFolder } from '../support/recordings.js';

const A_MINOR_PENTATONIC = [45, 48, 50, 52, 55, 57];

/** Nobody looks at an overlay. */
const UNWATCHED = async () => async () => {};

/** Practises with a recording that appears once everybody listens. */
async function practise(recording: string, count: number, watch = watchOverlay) {
  const file = join(ownFolder(), 'guitar.wav');
  const own = await ownBridge({
    plugins: { guitar: { use: 'audio', config: { source: { file } } }, overlay: { use: 'websocket' } },
  });
  const listener = await own.listen(['note', 'session']);
  const overlayShowed = await watch(own);
  const { session_id: id } = await own.post('/session/start', {
    scale_name: 'A minor pentatonic',
    user_id: 'anna',
  });
  renameSync(recording, file);
  await own.post('/plugins/guitar/restart', {}); // it is there: no need to wait for the next look
  const heard = await listener.until('note', (notes) => released(notes).length >= count);
  const live = await own.get('/session/metrics');
  const final = await own.post('/session/stop', { session_id: id });
  return { own, id, heard, live, final, overlayShowed };
}

const released = (notes: readonly Json[]) => notes.filter(({ phase }) => phase === 'released');

describe('a guitarist who plays a recording', () => {
  test('sees every note, finds it in both tables and reads the numbers over HTTP', async () => {
    const recording = writeRecording(playPhrase(evenly(A_MINOR_PENTATONIC, 0.4)));
    const practice = await practise(recording, A_MINOR_PENTATONIC.length);
    const { own, id, heard, live, final, overlayShowed } = practice;
    expect(released(heard).map(({ midi }) => midi)).toEqual(A_MINOR_PENTATONIC);
    expect(released(heard).map(({ name }) => name)).toEqual(['A', 'C', 'D', 'E', 'G', 'A']);
    expect(released(heard).every(({ session_id, in_scale }) => session_id === id && in_scale)).toBe(true);
    expect(live).toMatchObject({ is_running: true, scale_conformity: 1, target_scale: 'A Minor Pentatonic' });
    expect(final).toMatchObject({
      notes_detected_count: 6,
      notes_in_scale: 6,
      notes_out_of_scale: 0,
      unique_notes_used: 5,
    });

    await expectKept(own, id, A_MINOR_PENTATONIC);
    const [session] = await own.rows('sessions');
    expect(session).toMatchObject({ user_id: 'anna', scale_conformity: 1 });
    const played = (await own.rows('session_metrics')).filter((row) => row.note_detected);
    expect(played.at(-1)).toMatchObject({ in_scale: true, scale_conformity: 1 });
    await overlayShowed('A', 'C', 'D', 'E', 'G', 'A');

    const stored = await own.get(`/sessions/${id}`);
    expect(stored.pitch_accuracy).toBeCloseTo(final.pitch_accuracy, 6);
    expect(stored.pitch_accuracy).toBeGreaterThan(0.9);
    expect(stored.timing_stability).toBeGreaterThan(0.9);
  });

  test('gets a note in tune with the string that was played, wrong notes too', async () => {
    const phrase = [45, 46, 48];
    const { heard, final } = await practise(
      writeRecording(playPhrase(evenly(phrase, 0.5))),
      phrase.length,
      UNWATCHED,
    );
    expect(released(heard).map(({ midi, judgement }) => [midi, judgement])).toEqual([
      [45, 'in-tune'],
      [46, 'outside'],
      [48, 'in-tune'],
    ]);
    expect(final).toMatchObject({ notes_in_scale: 2, notes_out_of_scale: 1 });
  });
});

describe('a real guitar', () => {
  test.skipIf(hasNoRecordings)('is heard through the whole bridge: one plucked A is one A', async () => {
    const copy = join(ownFolder(), 'strat.wav');
    copyFileSync(join(recordingsFolder, 'electric-strat_57_46.wav'), copy);
    const { own, id, heard, overlayShowed } = await practise(copy, 1);
    expect(released(heard).map(({ midi, in_scale }) => [midi, in_scale])).toEqual([[57, true]]);
    await expectKept(own, id, [57]);
    await overlayShowed('A');
  });
});
