import { describe, expect, test } from 'vitest';
import type { ScoredNote } from '../src/core/events/note-event.js';
import { practiseOffline } from '../src/practise-offline.js';
import { evenly, type PhraseNote, playPhrase, writeRecording } from './support/plucked-string.js';
import { hasNoRecordings, labelledPhrase } from './support/recordings.js';
import { sessionDefaults } from './support/session-defaults.js';
import { SilentLogger } from './support/silent-logger.js';

const PHRASE = [45, 48, 50, 52, 55, 57];

async function hear(file: string, request = {}) {
  const notes: ScoredNote[] = [];
  const ended = await practiseOffline({
    use: 'audio',
    config: { source: { file }, tuning: 'standard' },
    request,
    defaults: sessionDefaults,
    log: new SilentLogger(),
    onFeedback: (feedback) => {
      if (feedback.topic === 'note' && feedback.note.phase === 'released') notes.push(feedback.note);
    },
  });
  return { notes, ended };
}

describe('a recording heard offline', () => {
  test('gives the notes that were played, in time and in tune', async () => {
    const { notes, ended } = await hear(writeRecording(playPhrase(evenly(PHRASE, 0.4))));
    expect(notes.map(({ note }) => note)).toEqual(PHRASE);
    for (const { cents } of notes) expect(Math.abs(cents ?? 99)).toBeLessThan(3);
    expect(ended.result).toMatchObject({ notesDetected: 6, notesOutOfScale: 0, scaleConformity: 1 });
  });

  test('gives the same result twice', async () => {
    const file = writeRecording(playPhrase(evenly(PHRASE, 0.3)));
    const [first, second] = [await hear(file), await hear(file)];
    const facts = ({ id: _, ...note }: ScoredNote) => note;
    expect(second.notes.map(facts)).toEqual(first.notes.map(facts));
    expect(second.ended.result.metrics).toEqual(first.ended.result.metrics);
  });

  test('that does not exist says so and what to do', async () => {
    await expect(hear('no-such-folder/nothing.wav')).rejects.toThrow(/nothing\.wav/);
  });
});

const decibels = (db: number) => 10 ** (db / 20);

/** A loud note, then the same one softer and softer, so many decibels below it. */
function softer(...below: readonly number[]): readonly PhraseNote[] {
  return evenly([57, ...below.map(() => 57)], 0.7).map((note, at) => ({
    ...note,
    loudness: 0.8 * decibels(-(below[at - 1] ?? 0)),
  }));
}

const countedOf = (notes: readonly ScoredNote[]) =>
  notes.filter(({ flags }) => !flags.ghost).map(({ note, onset }) => [note, Math.round(onset / 20)]);

describe('the gain of the input', () => {
  test.each([-20, -36])('may be %d dB: the same notes count, loud ones and soft ones', async (gain) => {
    const playing = playPhrase(softer(10, 20, 30, 40));
    const [usual, low] = [playing, playing.map((sample) => sample * decibels(gain))];
    const heard = await hear(writeRecording(usual, 44_100, 'f32'));
    expect(countedOf(heard.notes)).toHaveLength(5);
    const quiet = await hear(writeRecording(low, 44_100, 'f32'));
    expect(countedOf(quiet.notes)).toEqual(countedOf(heard.notes));
  });
});

describe('a strum and a muted string', () => {
  test('between notes count for timing only', async () => {
    const strum = [48, 52, 55, 60, 64].map((note, at) => {
      return { at: 1.3 + 0.008 * at, note, duration: 0.4, loudness: 0.3 };
    });
    const samples = playPhrase([...evenly([45, 48]), ...strum, { at: 1.8, note: 50, duration: 0.4 }]);
    for (let i = 0; i < 900; i++) samples[i + 101_430] = 0.4 * Math.sin(i * i) * Math.exp(-i / 200); // at 2.3 s
    const { notes, ended } = await hear(writeRecording(samples));
    expect(notes.map(({ note, flags }) => (flags.chord ? 'chord' : note))).toEqual([
      45,
      48,
      'chord',
      50,
      null,
    ]);
    expect(notes.map(({ flags }) => flags.ghost)).not.toContain(true);
    expect(ended.result).toMatchObject({ notesDetected: 3, notesOutOfScale: 0 });
    expect(ended.result.metrics.timingStability).toBeGreaterThan(0.9);
  });
});

describe('sensitivity', () => {
  const SOFTER_AND_SOFTER = writeRecording(playPhrase(softer(25, 39, 52)), 44_100, 'f32');

  test.each([
    [0, 2],
    [0.5, 3],
    [1, 4],
  ])(
    '%d: of notes that are 25, 39 and 52 dB softer than the loudest, %d count',
    async (sensitivity, count) => {
      const { notes, ended } = await hear(SOFTER_AND_SOFTER, { sensitivity });
      expect(notes).toHaveLength(4);
      expect(countedOf(notes)).toHaveLength(count);
      expect(ended.result.notesDetected).toBe(count);
    },
  );
});

describe('a real guitar', () => {
  test.skipIf(hasNoRecordings).each(['phrase-real-electric-strat.wav', 'phrase-real-electric-flatwound.wav'])(
    'playing %s is heard note by note',
    async (file) => {
      const phrase = labelledPhrase(file);
      const { notes } = await hear(phrase.file, { scaleName: 'C chromatic' });
      const found = phrase.notes.filter(({ on, midi }) =>
        notes.some(({ note, onset }) => note === Math.round(midi) && Math.abs(onset / 1000 - on) < 0.05),
      );
      expect(found.length / phrase.notes.length).toBeGreaterThan(0.85);
      expect(notes.length).toBeLessThan(1.15 * phrase.notes.length);
    },
  );
});
