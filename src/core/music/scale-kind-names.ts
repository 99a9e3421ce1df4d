import { SCALE_KINDS, type ScaleKind } from './scale-catalogue.js';

const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['m', 'minor'],
  ['min', 'minor'],
  ['maj', 'major'],
  ['δ', 'major'],
  ['pent', 'pentatonic'],
  ['penta', 'pentatonic'],
  ['nat', 'natural'],
  ['harm', 'harmonic'],
  ['mel', 'melodic'],
  ['dim', 'diminished'],
  ['aug', 'augmented'],
  ['dom', 'dominant'],
  ['mixo', 'mixolydian'],
  ['sus', 'suspended'],
]);

/** Words that add nothing: "A Minor (diatonic)" is A Minor. */
const FILLERS: ReadonlySet<string> = new Set(['scale', 'mode', 'diatonic', 'ascending']);

/** Finds the kind that a text such as `m pent` or `Minor (Pentatonic)` names. */
export function findScaleKind(text: string): ScaleKind | null {
  for (const reading of readings(text)) {
    const words = wordsOf(reading);
    const found = KINDS_BY_WORDS.get(words.join('')) ?? KINDS_BY_SORTED_WORDS.get(sorted(words));
    if (found) return found;
  }
  return null;
}

/** Lower case, whole words, in the order given. */
export function wordsOf(text: string): string[] {
  const words = text
    .replace(/♯/g, '#')
    .replace(/♭/g, 'b')
    .replace(/Δ/g, ' major ')
    .replace(/^\s*M(?![A-Za-z])/, ' major ')
    .toLowerCase()
    .replace(/\b(flat|sharp)\s+(?=\d)/g, (_, sign) => (sign === 'flat' ? 'b' : '#'))
    .split(/[\s()\-–_,./]+/)
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .filter((word) => word !== '' && !FILLERS.has(word));
  return words.filter((word, at) => word !== words[at - 1]);
}

/** A dash right after the root may part two words (`C-major`) or mean minor (`A- pent`). */
function readings(text: string): string[] {
  return /^\s*[-–]/.test(text) ? [text, text.replace(/^\s*[-–]/, 'minor ')] : [text];
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

/** Words in any order ("pentatonic minor") name a kind as long as they name only one. */
function indexKinds(keyOf: (words: string[]) => string): ReadonlyMap<string, ScaleKind> {
  const index = new Map<string, ScaleKind | null>();
  for (const kind of SCALE_KINDS) {
    for (const key of new Set([kind.name, ...kind.aliases].map((name) => keyOf(wordsOf(name))))) {
      index.set(key, index.has(key) ? null : kind);
    }
  }
  return new Map([...index].filter((entry): entry is [string, ScaleKind] => entry[1] !== null));
}

const KINDS_BY_WORDS = indexKinds((words) => words.join(''));
const KINDS_BY_SORTED_WORDS = indexKinds(sorted);
