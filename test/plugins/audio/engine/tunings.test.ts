import { expect, test } from 'vitest';
import {
  frequencyFromNoteNumber,
  listTunings,
  type PitchRange,
  parseTuning,
  rangeOf,
} from '../../../../src/core/music/index.js';
import { addPluck } from '../../../../src/plugins/audio/plucked-string.js';
import { listen, SAMPLE_RATE } from './listening.js';

const LAST_FRET = 24;

/** The lowest open string, then the highest string at the last fret. */
const ends = (openStrings: readonly number[]) => [
  Math.min(...openStrings),
  Math.max(...openStrings) + LAST_FRET,
];

function heard(notes: readonly number[], range: PitchRange | null): number[] {
  const sound = new Float32Array((0.3 + 0.6 * notes.length) * SAMPLE_RATE);
  notes.forEach((note, i) => {
    const pluck = { frequency: frequencyFromNoteNumber(note), duration: 0.4, inharmonicity: 3e-5 };
    addPluck(sound, SAMPLE_RATE, Math.round((0.3 + 0.6 * i) * SAMPLE_RATE), pluck);
  });
  return listen([sound], { range }).notes.map(({ noteNumber }) => Math.round(noteNumber));
}

test.each(listTunings().map(({ name }) => name))(
  '%s is heard from its lowest to its highest note',
  (name) => {
    const tuning = parseTuning(name);
    expect(heard(ends(tuning.openStrings), rangeOf(tuning))).toEqual(ends(tuning.openStrings));
  },
);

test('a capo moves what is expected, too', () => {
  const tuning = parseTuning('standard capo 5');
  expect(heard(ends(tuning.soundingStrings), rangeOf(tuning))).toEqual([45, 93]);
});

test.each([
  ['the low B of a bass', 23],
  ['the low F# of an eight-string guitar', 30],
  ['a guitar in drop A', 33],
  ['the last fret of a guitar', 88],
  ['the twelfth fret of a ukulele', 81],
])('%s is heard when nobody said what is played', (_, note) => {
  expect(heard([note], null)).toEqual([note]);
});
