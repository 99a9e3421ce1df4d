import { RequestError } from '../errors.js';
import { nearest } from './nearest.js';
import { noteNumberFromName, parseNoteName, pitchClassOfName } from './note-name.js';
import { CONCERT_A4, frequencyFromNoteNumber, pitchClassOf } from './note-number.js';
import { NAMED_TUNINGS, type NamedTuning } from './tuning-catalogue.js';
import type { Hertz, NoteNumber } from './units.js';

/** How an instrument is strung. */
export interface Tuning {
  /** `Drop D`, or the notes as they were given; with a capo, `Drop D, capo 2`. */
  readonly name: string;
  /** At the nut, low to high. */
  readonly openStrings: readonly NoteNumber[];
  /** Fret of the capo, 0 without one. */
  readonly capo: number;
  /** What the open strings sound like: `openStrings` raised by the capo. */
  readonly soundingStrings: readonly NoteNumber[];
}

export interface PitchRange {
  readonly lowHz: Hertz;
  readonly highHz: Hertz;
}

const MAX_CAPO = 12;
const MAX_STRINGS = 12;
const LONGEST_NAME = 120;
/** Room for a slack string below, and for the 24th fret with a bend above, in semitones. */
const BELOW_LOWEST = 2;
const ABOVE_HIGHEST = 26;
/** Lowest string to expect where notes have no octave, by the number of strings. */
const USUAL_LOWEST: Readonly<Record<number, NoteNumber>> = { 4: 28, 5: 23, 6: 40, 7: 35, 8: 30 };

/**
 * Reads `drop D`, `standard capo 2`, `D2 A2 D3 G3 B3 E4`, `D A D G B E` or `38 45 50 55 59 64`.
 * @throws RequestError `music.unknown-tuning` with the three nearest names.
 */
export function parseTuning(text: string): Tuning {
  if (text.length > LONGEST_NAME) throw unknownTuning(text); // First: the search below takes long over long texts.
  const [, name = '', capoText = '0'] =
    /^\s*(.*?)\s*(?:[,(]?\s*capo\s*(\d{1,3})\s*\)?)?\s*$/i.exec(text) ?? [];
  const capo = Number(capoText);
  if (capo > MAX_CAPO) throw unknownTuning(text);
  const known = namedTuning(name || 'standard');
  const openStrings = known?.openStrings ?? listedStrings(name);
  if (!openStrings) throw unknownTuning(text);
  const label = known?.name ?? name;
  return {
    name: capo ? `${label}, capo ${capo}` : label,
    openStrings,
    capo,
    soundingStrings: openStrings.map((open) => open + capo),
  };
}

export function listTunings(): readonly NamedTuning[] {
  return NAMED_TUNINGS;
}

/** What a detector must be able to hear: two semitones below the lowest string to two octaves and a tone above the highest. */
export function rangeOf(tuning: Pick<Tuning, 'soundingStrings'>, a4: Hertz = CONCERT_A4): PitchRange {
  return {
    lowHz: frequencyFromNoteNumber(Math.min(...tuning.soundingStrings) - BELOW_LOWEST, a4),
    highHz: frequencyFromNoteNumber(Math.max(...tuning.soundingStrings) + ABOVE_HIGHEST, a4),
  };
}

function namedTuning(text: string): NamedTuning | null {
  const wanted = keyOf(text);
  return (
    NAMED_TUNINGS.find(({ name, aliases }) => [name, ...aliases].some((own) => keyOf(own) === wanted)) ?? null
  );
}

function keyOf(name: string): string {
  const plain = name.toLowerCase().replace(/♯/g, '#').replace(/♭/g, 'b');
  return plain.replace(/\btuning\b/g, '').replace(/[^a-z0-9#]/g, '');
}

function listedStrings(text: string): readonly NoteNumber[] | null {
  const tokens = text.split(/[\s,]+/).filter((token) => token !== '');
  if (tokens.length === 0 || tokens.length > MAX_STRINGS) return null;
  const numbers = tokens.map((token) =>
    /^\d{1,3}$/.test(token) ? Number(token) : noteNumberFromName(token),
  );
  const given = numbers.filter((note) => note !== null && note >= 12 && note <= 108);
  return given.length === tokens.length
    ? given.filter((note) => note !== null)
    : stringsWithoutOctaves(tokens);
}

/** `D A D G A D`: a known tuning with these letters, else rising from where such instruments begin. */
function stringsWithoutOctaves(tokens: readonly string[]): readonly NoteNumber[] | null {
  const classes = tokens
    .map(parseNoteName)
    .filter((name) => name !== null)
    .map(pitchClassOfName);
  const usual = USUAL_LOWEST[tokens.length];
  if (classes.length !== tokens.length || usual === undefined) return null;
  const known = NAMED_TUNINGS.find(
    ({ openStrings }) =>
      openStrings.length === classes.length &&
      openStrings.every((open, at) => pitchClassOf(open) === classes[at]),
  );
  return known?.openStrings ?? rising(classes, usual);
}

/** The first string within half an octave of `usual`, each next one above the one before. */
function rising(classes: readonly number[], usual: NoteNumber): readonly NoteNumber[] {
  let last = usual - 7;
  return classes.map((pitchClass) => {
    last += 1 + pitchClassOf(pitchClass - last - 1);
    return last;
  });
}

function unknownTuning(text: string): RequestError {
  const said = text.length > LONGEST_NAME ? `${text.slice(0, 40)}…` : text;
  const names = nearest(keyOf(text.slice(0, LONGEST_NAME)), NAMED_TUNINGS, (known) =>
    [known.name, ...known.aliases].map(keyOf),
  );
  const message =
    `Tuning "${said}" is not known. Did you mean ${names.map(({ name }) => `"${name}"`).join(', ')}? ` +
    `Notes from low to high work too, such as "D2 A2 D3 G3 B3 E4", and a capo up to fret ${MAX_CAPO}.`;
  return new RequestError('music.unknown-tuning', message, [{ pointer: '/tuning', message }]);
}
