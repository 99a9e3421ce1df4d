import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PluginModule } from '../../src/core/host/plugin-module.js';
import { midiInput } from '../../src/plugins/midi/midi-input.js';
import { ownFolder } from '../support/database.js';
import { FakeMidiPorts } from '../support/fake-midi.js';
import { expectKept, watchOverlay } from '../support/journey-end.js';
import { END_OF_TRACK, midiFile, ticks } from '../support/midi-file.js';
import { type Json, ownBridge } from '../support/own-bridge.js';

const PICKUP = 'TriplePlay MIDI 1 20:0';
const OVERLAY = { overlay: { use: 'websocket' } };

const released = (notes: readonly Json[]) => notes.filter(({ phase }) => phase === 'released');

/** A bridge at whose computer a pickup is plugged in. */
async function bridgeWithPickup(config: Record<string, unknown> = {}) {
  const ports = new FakeMidiPorts(PICKUP);
  const module = { input: midiInput(async () => ports) } as unknown as PluginModule;
  const own = await ownBridge({
    plugins: {
      pickup: { use: 'midi', config: { source: 'port', preset: 'triple-play', ...config } },
      ...OVERLAY,
    },
    builtIns: { midi: async () => module },
  });
  await own.until('pickup', ({ details }) => details.device !== undefined);
  return { own, ports };
}

describe('a guitarist with a MIDI pickup', () => {
  test('sees string and fret, and every note is stored', async () => {
    const { own, ports } = await bridgeWithPickup();
    const listener = await own.listen(['note']);
    const overlayShowed = await watchOverlay(own);
    const { session_id: id } = await own.post('/session/start', { scale_name: 'A minor pentatonic' });
    // Channel 5 is the A string, channel 4 the D string.
    ports.play(PICKUP, 0x94, 48, 100);
    await listener.until('note', (notes) => notes.some(({ phase }) => phase === 'judged'));
    ports.play(PICKUP, 0x94, 48, 0);
    ports.play(PICKUP, 0x93, 52, 90);
    await listener.until('note', (notes) => notes.filter(({ phase }) => phase === 'judged').length === 2);
    ports.play(PICKUP, 0x83, 52, 0);
    const notes = released(await listener.until('note', (all) => released(all).length === 2));
    expect(notes.map(({ midi, string, fret }) => ({ midi, string, fret }))).toEqual([
      { midi: 48, string: 5, fret: 3 },
      { midi: 52, string: 4, fret: 2 },
    ]);
    const final = await own.post('/session/stop', {});
    expect(final).toMatchObject({
      session_id: id,
      pitch_accuracy: 1,
      scale_conformity: 0.4,
      notes_detected_count: 2,
    });
    await expectKept(own, id, [48, 52]);
    expect((await own.get(`/sessions/${id}`)).scale_conformity).toBeCloseTo(0.4);
    await overlayShowed('C', 'E');
  });

  test('whose cable falls out loses nothing that was played', async () => {
    const { own, ports } = await bridgeWithPickup();
    const listener = await own.listen(['note', 'plugins']);
    const { session_id: id } = await own.post('/session/start', {});
    ports.play(PICKUP, 0x94, 45, 100);
    await listener.until('note', (notes) => notes.some(({ phase }) => phase === 'judged'));
    ports.unplug(PICKUP);
    await listener.until('note', (notes) => released(notes).length === 1);
    await listener.until('plugins', (lists) => JSON.stringify(lists.at(-1)).includes('needs-device'));
    await own.post('/session/stop', {});
    await expectKept(own, id, [45]);
  });
});

describe('a recording from a pickup', () => {
  test('is practised like the pickup itself', async () => {
    const file = join(ownFolder(), 'phrase.mid');
    const own = await ownBridge({
      plugins: { pickup: { use: 'midi', config: { source: { file } } }, ...OVERLAY },
    });
    const listener = await own.listen(['note']);
    const overlayShowed = await watchOverlay(own);
    const { session_id: id } = await own.post('/session/start', { scale_name: 'A minor pentatonic' });
    writeFileSync(file, phrase([45, 48, 50, 52, 55]));
    await own.post('/plugins/pickup/restart', {}); // it is there: no need to wait for the next look
    const notes = released(await listener.until('note', (all) => released(all).length === 5));
    expect(notes.map(({ name }) => name)).toEqual(['A', 'C', 'D', 'E', 'G']);
    const final = await own.post('/session/stop', {});
    expect(final).toMatchObject({ scale_conformity: 1, notes_detected_count: 5 });
    expect(final.timing_stability).toBeGreaterThan(0.95);
    await expectKept(own, id, [45, 48, 50, 52, 55]);
    await overlayShowed('A', 'C', 'D', 'E', 'G');
  });
});

/** Notes a quarter of a second apart, each held for 200 ms; one tick is a millisecond. */
function phrase(notes: readonly number[]): Uint8Array {
  const tempo = [...ticks(0), 0xff, 0x51, 0x03, 0x03, 0xd0, 0x90];
  const events = notes.flatMap((note, at) => [
    ...[...ticks(at === 0 ? 0 : 50), 0x90, note, 100],
    ...[...ticks(200), 0x80, note, 0],
  ]);
  return midiFile([[...tempo, ...events, ...END_OF_TRACK]], 250);
}
