import { RequestError } from '../errors.js';
import { customScale } from './custom-scale.js';
import { nearest } from './nearest.js';
import { formatNoteName, type NoteName, parseNoteName, pitchClassOfName } from './note-name.js';
import { pitchClassOf } from './note-number.js';
import type { Scale } from './scale.js';
import { SCALE_KINDS, type ScaleKind } from './scale-catalogue.js';
import { findScaleKind, wordsOf } from './scale-kind-names.js';
import { defaultRootName, parseFormula, spellDegrees } from './spelling.js';
import type { PitchClass } from './units.js';

/** Longer names are no scales; this keeps the search for suggestions short. */
const LONGEST_NAME = 120;
/** Roots of suggestions where the text has none. */
const FAMILIAR_ROOTS = ['A', 'E', 'C'];

/**
 * Reads the name of a scale: `A Minor Pentatonic`, `am pent`, `B♭ major`, the pair `('A Minor', 'pentatonic')`,
 * `custom: 0 3 5 7 10 @ A` (semitones above A) or a list of notes (`A C D E G`).
 * @throws RequestError `music.unknown-scale` with the three nearest names.
 */
export function parseScale(name: string, kind = ''): Scale {
  const text = `${name} ${kind}`.trim();
  const scale = text.length <= LONGEST_NAME ? (customScale(text) ?? namedScale(text)) : null;
  if (!scale) throw unknownScale(text);
  return scale;
}

/** A scale of the catalogue on a root, spelled with the fewest accidentals unless the root is given by name. */
export function scaleOf(kind: ScaleKind, root: PitchClass | NoteName): Scale {
  const degrees = parseFormula(kind.formula);
  const rootName = typeof root === 'number' ? defaultRootName(root, degrees) : root;
  const rootClass = pitchClassOfName(rootName);
  return {
    name: `${formatNoteName(rootName)} ${kind.name}`,
    root: rootClass,
    pitchClasses: degrees.map(({ semitones }) => pitchClassOf(rootClass + semitones)),
    noteNames: spellDegrees(rootName, degrees),
    degrees: degrees.map(({ semitones }) => 100 * semitones),
  };
}

/** The three names a text was most likely meant to be. */
export function nearestScales(text: string): string[] {
  const [reading] = rootReadings(text.slice(0, LONGEST_NAME));
  const wanted = wordsOf(reading?.rest ?? text.slice(0, LONGEST_NAME)).join(' ');
  const kinds = nearest(wanted, SCALE_KINDS, ({ name, aliases }) => [name, ...aliases]);
  if (reading) return kinds.map(({ name }) => `${formatNoteName(reading.root)} ${name}`);
  return FAMILIAR_ROOTS.map((root) => `${root} ${kinds[0]?.name ?? 'Major'}`);
}

/** One kind of scale, as lists for choosing show it. */
export interface ScaleListing {
  readonly name: string;
  readonly group: string;
  /** Semitones above the root. */
  readonly intervals: readonly number[];
  readonly aliases: readonly string[];
  /** The twelve roots from C up, spelled with the fewest accidentals in this scale. A root and `name` make a scale's name. */
  readonly roots: readonly string[];
}

/** Every kind of scale that has a name. */
export function listScales(): readonly ScaleListing[] {
  return SCALE_KINDS.map(({ name, group, formula, aliases }) => {
    const degrees = parseFormula(formula);
    return {
      name,
      group,
      intervals: degrees.map(({ semitones }) => semitones),
      aliases,
      roots: Array.from({ length: 12 }, (_, root) => formatNoteName(defaultRootName(root, degrees))),
    };
  });
}

function namedScale(text: string): Scale | null {
  for (const { root, rest } of rootReadings(text)) {
    const kind = findScaleKind(rest);
    if (kind) return scaleOf(kind, root);
  }
  return null;
}

/** All ways to part a text into root and rest, the longest root first: `Bblues` is Bb + lues, or B + blues. */
function rootReadings(text: string): { root: NoteName; rest: string }[] {
  const [, letter = '', marks = '', words = ''] =
    /^\s*([a-g])((?:[\s-]*(?:sharp|flat)\b)|[#♯b♭x]{0,2})(.*)$/i.exec(text) ?? [];
  const roots = /sharp|flat/i.test(marks)
    ? [marks]
    : [...marks, ''].map((_, at) => marks.slice(0, marks.length - at));
  return roots.flatMap((mark) => {
    const root = parseNoteName(letter + mark.replace(/[\s-]/g, ''));
    return root ? [{ root, rest: marks.slice(mark.length) + words }] : [];
  });
}

function unknownScale(text: string): RequestError {
  const names = nearestScales(text).map((name) => `"${name}"`);
  const said = text.length > LONGEST_NAME ? `${text.slice(0, 40)}…` : text;
  const message = `Scale "${said}" is not known. Did you mean ${names.slice(0, -1).join(', ')} or ${names.at(-1)}?`;
  return new RequestError('music.unknown-scale', message, [{ pointer: '/scale_name', message }]);
}
