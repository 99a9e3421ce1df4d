import { expect, test } from 'vitest';
import type { MetricRow } from '../../../src/core/session/session-repository.js';
import { uuidV7 } from '../../../src/core/session/uuid-v7.js';
import { readStandardMidiFile } from '../../../src/plugins/midi/standard-midi-file.js';
import { startServer } from '../../support/test-server.js';

const START = Date.UTC(2026, 0, 1, 12);
const id = uuidV7(START);

function row(second: number, detectedMidi: number | null, inScale: boolean | null = true): MetricRow {
  return {
    id: uuidV7(START + second * 1000),
    sessionId: id,
    timestamp: new Date(START + second * 1000),
    pitchAccuracy: 0.9,
    scaleConformity: 0.2,
    timingStability: null,
    detectedPitchHz: detectedMidi === null ? null : 110,
    detectedMidi,
    pitchClass: detectedMidi === null ? null : 9,
    inScale: detectedMidi === null ? null : inScale,
    noteDetected: detectedMidi !== null,
  };
}

async function practised() {
  const server = await startServer();
  const rest = { strictness: 0.5, sensitivity: 0.5, ambientLighting: true, userId: 'me', tuning: null };
  const start = {
    id,
    startTime: new Date(START),
    scaleName: 'A Minor Pentatonic',
    scaleSize: 5,
    metricsVersion: 1,
  };
  server.repository.begin({ ...start, ...rest });
  for (const one of [row(1, 45), row(2, null), row(2.2, 48.25), row(3, 46, false)])
    server.repository.append(one);
  return server;
}

test('a practice is downloaded as a table', async () => {
  const { url } = await practised();
  const answer = await fetch(`${url}/sessions/${id}/export`);
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.headers.get('content-disposition')).toMatch(
    /attachment; filename="fretcoach-2026-01-01-\w{6}\.csv"/,
  );
  const [header, first, heartbeat, ...others] = (await answer.text()).trimEnd().split('\r\n');
  expect(header).toBe(
    'timestamp,note_detected,detected_midi,detected_pitch_hz,pitch_class,in_scale,pitch_accuracy,scale_conformity,timing_stability',
  );
  expect(first).toBe('2026-01-01T12:00:01.000Z,true,45,110,9,true,0.9,0.2,');
  expect(heartbeat).toBe('2026-01-01T12:00:02.000Z,false,,,,,0.9,0.2,');
  expect(others).toHaveLength(2);
});

test('a practice is downloaded as JSON', async () => {
  const { url } = await practised();
  const answer = await fetch(`${url}/sessions/${id}/export?format=json`);
  expect(await answer.json()).toMatchObject({
    session: { session_id: id, scale_name: 'A Minor Pentatonic' },
    metrics: [{ detected_midi: 45 }, { note_detected: false }, { detected_midi: 48.25 }, { in_scale: false }],
  });
});

test('a practice is downloaded as a MIDI file that plays the same notes', async () => {
  const { url } = await practised();
  const answer = await fetch(`${url}/sessions/${id}/export?format=midi`);
  expect(answer.headers.get('content-type')).toBe('audio/midi');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const played = readStandardMidiFile(bytes, 'export').events.filter(
    ({ bytes: [status = 0] }) => status === 0x90,
  );
  expect(played.map(({ time, bytes: [, note] }) => [Math.round(time), note])).toEqual([
    [500, 45],
    [1700, 48],
    [2500, 46],
  ]);
  expect(Buffer.from(bytes).toString('latin1')).toContain('outside the scale');
});

test('after a strum or a muted string, which have no pitch, a note begins where they ended', async () => {
  const { url, repository } = await practised();
  repository.append({ ...row(4, null), noteDetected: true });
  repository.append(row(4.2, 57));
  const answer = await fetch(`${url}/sessions/${id}/export?format=midi`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { events } = readStandardMidiFile(bytes, 'export');
  const begun = events.filter(({ bytes: [status = 0] }) => status === 0x90);
  expect(begun.map(({ time, bytes: [, note] }) => [Math.round(time), note]).slice(3)).toEqual([[4000, 57]]);
});

test('an unknown practice or format is said so', async () => {
  const { url } = await practised();
  expect((await fetch(`${url}/sessions/${uuidV7(0)}/export`)).status).toBe(404);
  expect((await fetch(`${url}/sessions/${id}/export?format=wav`)).status).toBe(422);
});

test('a long series comes whole', async () => {
  const { url, repository } = await practised();
  for (let at = 0; at < 5_000; at++) repository.append(row(4 + at, 45));
  const series = (await (await fetch(`${url}/sessions/${id}/metrics`)).json()) as { items: unknown[] };
  expect(series.items).toHaveLength(5_004);
});
