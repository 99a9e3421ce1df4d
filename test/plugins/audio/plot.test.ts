import { expect, test } from 'vitest';
import type { Reading } from '../../../src/core/plugin/index.js';
import { plotReadings } from '../../../src/plugins/audio/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase, writeRecording } from '../../support/plucked-string.js';
import { Stage } from './stage.js';

const bend = (seconds: number) => (seconds < 0.2 ? 0 : 200 * Math.min(1, (seconds - 0.2) / 0.2));
const PHRASE = [...evenly([45, 48, 52]), { at: 2, note: 57, duration: 1, bend }];
const recording = writeRecording(playPhrase(PHRASE));

function heard(file: string): readonly Reading[] {
  const clock = new FakeClock();
  const stage = new Stage({ source: { file } }, clock);
  void stage.plugin.start();
  clock.advance(4_000);
  return stage.readings;
}

test('the picture names every note and shows pitch, onsets and level', () => {
  const picture = plotReadings(heard(recording), 'riff <1> & more');
  for (const name of ['A2', 'C3', 'E3', 'A3']) expect(picture).toContain(`>${name}</text>`);
  expect(picture).toContain('riff &lt;1&gt; &amp; more: 4 notes in 3.5 s');
  expect(picture.match(/<rect x=/g)).toHaveLength(4);
  expect(picture.match(/<path d="M/g)).toHaveLength(2);
  expect(picture.match(/stroke-width="2"/g)).toHaveLength(4);
  expect(picture).not.toMatch(/NaN|Infinity|undefined/);
});

test('a chord is a band without a pitch, and what did not count is drawn faintly', () => {
  const begin = { kind: 'note-on', confidence: 1, isLegato: false } as const;
  const readings: Reading[] = [
    { ...begin, time: 100, noteId: 'a', noteNumber: 24, isChord: true },
    { kind: 'note-off', time: 900, noteId: 'a' },
    { ...begin, time: 1000, noteId: 'b', noteNumber: 57 },
    { kind: 'note-off', time: 1900, noteId: 'b' },
  ];
  const picture = plotReadings(readings, 'strum', new Set(['b']));
  expect(picture).toContain('>chord</text>');
  expect(picture).not.toContain('>C1</text>');
  expect(picture.match(/stroke-dasharray/g)).toHaveLength(1);
});

test('silence is a picture too', () => {
  const silence = writeRecording(new Float32Array(22_050));
  expect(plotReadings(heard(silence), 'silence')).toContain('silence: 0 notes');
  expect(plotReadings([], 'nothing')).not.toMatch(/NaN|Infinity|undefined/);
});
