import { expect, test } from 'vitest';
import { variableLength } from '../../../../src/core/session/export/midi-bytes.js';
import { type ExportFormat, exportSession } from '../../../../src/core/session/export/session-export.js';
import { InMemorySessionRepository } from '../../../../src/core/session/in-memory-session-repository.js';
import { collect, endOf, rowOf, startOf } from '../../../support/session-repository-contract.js';

const START = startOf(0, { id: '019b8b3f-0000-7000-8000-000000000001', scaleName: 'F# Blues' });

async function exported(format: ExportFormat) {
  const shelf = new InMemorySessionRepository();
  shelf.begin(START);
  shelf.append(rowOf(START, 1, { id: 'note-1', detectedMidi: 45.1 }));
  shelf.append(rowOf(START, 1.25, { id: 'note-2', detectedMidi: 46, inScale: false, pitchClass: 10 }));
  const silence = { detectedPitchHz: null, detectedMidi: null, pitchClass: null, inScale: null };
  shelf.append(rowOf(START, 2, { id: 'beat', noteDetected: false, ...silence }));
  shelf.end(endOf(START, 3));
  const session = await shelf.find(START.id);
  if (!session) throw new Error('the shelf lost it');
  const { chunks, ...facts } = exportSession(session, shelf.series(START.id), format);
  return { ...facts, bytes: Buffer.concat(await collect(chunks)) };
}

test('CSV has a line a row, with nothing where there was no evidence', async () => {
  const { bytes, fileName, contentType } = await exported('csv');
  expect([fileName, contentType]).toEqual(['2026-01-01-F#-Blues.csv', 'text/csv; charset=utf-8']);
  const id = START.id;
  expect(bytes.toString()).toBe(
    [
      'id,session_id,timestamp,pitch_accuracy,scale_conformity,timing_stability,detected_pitch_hz,detected_midi,pitch_class,in_scale,note_detected',
      `note-1,${id},2026-01-01T12:00:01.000Z,0.9,0.4,,110.25,45.1,9,true,true`,
      `note-2,${id},2026-01-01T12:00:01.250Z,0.9,0.4,,110.25,46,10,false,true`,
      `beat,${id},2026-01-01T12:00:02.000Z,0.9,0.4,,,,,,false`,
      '',
    ].join('\r\n'),
  );
});

test('JSON has the session and its series', async () => {
  const { session, metrics } = JSON.parse((await exported('json')).bytes.toString());
  expect(session).toMatchObject({ session_id: START.id, duration_seconds: 3, notes_detected_count: 5 });
  expect(metrics.map((row: { detected_midi: number }) => row.detected_midi)).toEqual([45.1, 46, null]);
});

test('the MIDI file is, byte for byte, what the standard asks for', async () => {
  const { bytes, fileName } = await exported('midi');
  const text = (value: string) => Buffer.from(value).toString('hex');
  const track = [
    `00ff0312${text('FretCoach practice')}`,
    '00ff510307a120', // 500,000 microseconds a beat
    `00ff0608${text('F# Blues')}`,
    '8768e01a43', // 1000 ms in: 10 cents sharp are 410 of 8192 steps
    '00902d5a',
    '817a802d00', // 250 ms later, as the next begins
    `00ff060c${text('outside: Bb2')}`,
    '00e00040',
    '00902e5a',
    '8374802e00', // 500 ms, since no other comes
    `8962ff0620${text('pitch 91 %, scale 80 %, timing -')}`,
    '00ff2f00',
  ];
  expect(fileName).toBe('2026-01-01-F#-Blues.mid');
  expect(bytes.subarray(0, 14).toString('hex')).toBe('4d546864000000060000000101f4');
  expect(bytes.subarray(22).toString('hex')).toBe(track.join(''));
  expect(bytes.readUInt32BE(18)).toBe(bytes.length - 22);
});

test.each([
  [0, '00'],
  [0x40, '40'],
  [0x7f, '7f'],
  [0x80, '8100'],
  [0x2000, 'c000'],
  [0x3fff, 'ff7f'],
  [0x4000, '818000'],
  [0x1fffff, 'ffff7f'],
  [0x200000, '81808000'],
  [0xfffffff, 'ffffff7f'],
])('a length of %i is written as %s, as in the table of the standard', (value, hex) => {
  expect(Buffer.from(variableLength(value)).toString('hex')).toBe(hex);
});
