import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { expectKept, watchOverlay } from '../support/journey-end.js';
import { type Json, ownBridge } from '../support/own-bridge.js';

const hasNoLiblo = !process.env.CI && spawnSync('oscsend').error !== undefined;

const released = (notes: readonly Json[]) => notes.filter(({ phase }) => phase === 'released');

describe('a producer whose DAW streams OSC', () => {
  test.skipIf(hasNoLiblo)('sees and keeps the notes that another program’s encoder sends', async () => {
    const own = await ownBridge({
      plugins: { daw: { use: 'osc', config: { port: 0 } }, overlay: { use: 'websocket' } },
    });
    const listener = await own.listen(['note']);
    const overlayShowed = await watchOverlay(own);
    const { items } = await own.get('/plugins');
    const port = items.find(({ id }: { id: string }) => id === 'daw').details.port;
    const send = (address: string, types: string, ...values: (string | number)[]) =>
      execFileSync('oscsend', ['127.0.0.1', String(port), address, types, ...values.map(String)]);
    const { session_id: id } = await own.post('/session/start', { scale_name: 'E minor', inputs: ['daw'] });
    const song = { is_playing: true, tempo: 96 };
    expect(await own.post('/transport', song)).toMatchObject({ ...song, source: 'http' });

    for (const [at, midi] of [40, 43, 47].entries()) {
      send('/fretcoach/note', 'iif', 0, midi, 0.8);
      await listener.until(
        'note',
        (notes) => notes.filter(({ phase }) => phase === 'judged').length === at + 1,
      );
      send('/fretcoach/noteoff', 'ii', 0, midi);
    }
    const notes = released(await listener.until('note', (all) => released(all).length === 3));
    expect(notes.map(({ name, octave }) => `${name}${octave}`)).toEqual(['E2', 'G2', 'B2']);
    expect((await own.get('/session/metrics')).debug_info).toMatchObject({ timing_mode: 'grid', tempo: 96 });

    const final = await own.post('/session/stop', { session_id: id });
    expect(final).toMatchObject({ notes_detected_count: 3, notes_in_scale: 3, unique_notes_used: 3 });
    await expectKept(own, id, [40, 43, 47]);
    const [session] = await own.rows('sessions');
    expect(session).toMatchObject({ scale_name: 'E Natural Minor', notes_in_scale: 3 });
    await overlayShowed('E', 'G', 'B');
  });
});
