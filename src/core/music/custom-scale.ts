import {
  formatNoteName,
  type NoteName,
  nameOfPitchClass,
  parseNoteName,
  pitchClassOfName,
} from './note-name.js';
import { pitchClassOf } from './note-number.js';
import type { Scale } from './scale.js';

/** Reads `custom: 0 3 5 7 10 @ A` or a list of at least two notes, `A C D E G`; `null` when it is neither. */
export function customScale(text: string): Scale | null {
  const [, prefix = '', list = '', at = ''] =
    /^\s*((?:custom|notes)\s*:)?([^@]*)(?:@(.*))?$/i.exec(text) ?? [];
  const tokens = list.split(/[\s,]+/).filter((token) => token !== '');
  if (prefix && tokens.length > 0 && tokens.every((token) => /^(\d|1[01])$/.test(token))) {
    return fromSemitones(tokens.map(Number), parseNoteName(at || 'C'));
  }
  const isList = at === '' && tokens.length >= (prefix ? 1 : 2);
  const names = tokens.map(parseNoteName).filter((name) => name !== null);
  return isList && names.length === tokens.length ? fromNames(names) : null;
}

function fromSemitones(offsets: readonly number[], root: NoteName | null): Scale | null {
  if (!root) return null;
  const steps = ascending(offsets);
  const manner = root.accidental < 0 ? 'flats' : root.accidental > 0 ? 'sharps' : 'common';
  return scaleFrom(`Custom: ${steps.join(' ')} @ ${formatNoteName(root)}`, root, steps, (pitchClass) =>
    pitchClass === pitchClassOfName(root) ? formatNoteName(root) : nameOfPitchClass(pitchClass, manner),
  );
}

/** The first note is the root; each keeps the name it was given. */
function fromNames(names: readonly NoteName[]): Scale | null {
  const [root] = names;
  if (!root) return null;
  const steps = ascending(names.map((name) => pitchClassOf(pitchClassOfName(name) - pitchClassOfName(root))));
  const spelled = (pitchClass: number) =>
    formatNoteName(names.find((name) => pitchClassOfName(name) === pitchClass) ?? root);
  const scale = scaleFrom('', root, steps, spelled);
  return { ...scale, name: `Notes: ${scale.noteNames.join(' ')}` };
}

function scaleFrom(
  name: string,
  root: NoteName,
  steps: readonly number[],
  spell: (pitchClass: number) => string,
): Scale {
  const rootClass = pitchClassOfName(root);
  const pitchClasses = steps.map((step) => pitchClassOf(rootClass + step));
  return {
    name,
    root: rootClass,
    pitchClasses,
    noteNames: pitchClasses.map(spell),
    degrees: steps.map((step) => 100 * step),
  };
}

function ascending(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}
