import { describe, expect, test } from 'vitest';
import type { ScoredNote } from '../src/core/events/note-event.js';
import { practiseOffline } from '../src/practise-offline.js';
import { evenly, playPhrase, writeRecording } from './support/plucked-string.js';
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
