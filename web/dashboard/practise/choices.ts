import {
  listScales,
  listTunings,
  nearestScales,
  parseScale,
  parseTuning,
  type Scale,
} from '../../../src/core/music/index.js';
import { counted, shownName, shownScale } from '../../shared/format.js';
import { deviceOf, technology } from '../../shared/plugin-words.js';
import type { Plugin } from '../../shared/wire.js';

/** One line of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What helps to choose, such as the notes of a scale. */
  readonly hint: string;
}

export interface Choices {
  readonly items: readonly Choice[];
  /** Why the text was not understood; the items are then the nearest. */
  readonly problem: string | null;
}

const MOST = 40;

/** `null` when the text is no scale. */
export function scaleNamed(text: string): Scale | null {
  try {
    return parseScale(text);
  } catch {
    return null;
  }
}

/** `null` when the text is no tuning. */
export function stringsOf(text: string): readonly number[] | null {
  try {
    return parseTuning(text).soundingStrings;
  } catch {
    return null;
  }
}

function scaleChoice(scale: Scale): Choice {
  const hint = scale.noteNames.map(shownName).join(' ');
  return { value: scale.name, label: shownScale(scale.name), hint };
}

function rootIn(text: string): string | null {
  return /^\s*([a-g](?:#|♯|♭|b(?![a-z]))?)(?:\s|$|(?=m))/i.exec(text)?.[1] ?? null;
}

/** Every kind of scale whose name or alias holds all words. */
function kindsWith(words: readonly string[]): readonly string[] {
  const matches = (name: string, aliases: readonly string[]) => {
    const all = [name, ...aliases].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return listScales()
    .filter(({ name, aliases }) => matches(name, aliases))
    .map(({ name }) => name);
}

/** What the text may mean, the very thing first: `am pent`, `blues`, `F#`. Without a root it is the one practised now. */
export function searchScales(text: string, current: string): Choices {
  const typed = text.trim();
  const exact = typed ? scaleNamed(typed) : null;
  const root = rootIn(typed) ?? rootIn(current) ?? 'A';
  const rest = rootIn(typed) ? typed.slice(rootIn(typed)?.length) : typed;
  const words = rest.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = kindsWith(words).flatMap((name) => scaleNamed(`${root} ${name}`) ?? []);
  const found = [...(exact ? [exact] : []), ...kinds.filter(({ name }) => name !== exact?.name)];
  if (found.length) return { items: found.slice(0, MOST).map(scaleChoice), problem: null };
  const nearest = nearestScales(typed).flatMap((name) => scaleNamed(name) ?? []);
  return { items: nearest.map(scaleChoice), problem: 'No scale has this name. The nearest:' };
}

const LETTERS = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];

function stringsInWords(strings: readonly number[]): string {
  return strings.map((midi) => LETTERS[midi % 12]).join(' ');
}

export function shownTuning(name: string): string {
  return name.toLowerCase() === 'standard' ? 'standard tuning' : name;
}

/** Named tunings, and any list of notes from low to high. */
export function searchTunings(text: string): Choices {
  const typed = text.trim().toLowerCase();
  const named = listTunings().filter(({ name, instrument, aliases }) =>
    [name, instrument, ...aliases].join(' ').toLowerCase().includes(typed),
  );
  const items = named.map(({ name, openStrings }) => ({
    value: name,
    label: shownTuning(name),
    hint: stringsInWords(openStrings),
  }));
  if (items.length) return { items, problem: null };
  const strings = stringsOf(text);
  if (strings)
    return {
      items: [{ value: text.trim(), label: text.trim(), hint: stringsInWords(strings) }],
      problem: null,
    };
  return {
    items: [],
    problem: 'No tuning has this name. Notes from low to high work too, such as D A D G A D.',
  };
}

export const EVERY_INPUT: Choice = { value: '', label: 'every input', hint: 'all that is connected' };

/** Inputs of the bridge by the name of their device. */
export function searchInputs(text: string, plugins: readonly Plugin[]): Choices {
  const inputs = plugins.filter(({ roles }) => roles.includes('input'));
  const items = [
    EVERY_INPUT,
    ...inputs.map((plugin) => ({
      value: plugin.id,
      label: deviceOf(plugin),
      hint: `${technology(plugin.use)}, ${plugin.state === 'running' ? 'running' : plugin.message}`,
    })),
  ].filter(({ label, hint }) => `${label} ${hint}`.toLowerCase().includes(text.trim().toLowerCase()));
  const problem = items.length ? null : `None of the ${counted(inputs.length, 'input')} has this name.`;
  return { items, problem };
}
