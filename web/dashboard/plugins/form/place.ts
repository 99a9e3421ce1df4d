import type { Path } from './field.js';

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** JSON pointer of a place: `['targets', 0, 'port']` is `/targets/0/port`. */
export function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export interface PlacedFaults {
  /** By the pointer of the field that shows them. */
  readonly atField: ReadonlyMap<string, string>;
  /** What no field can show. */
  readonly elsewhere: readonly string[];
}

/** Puts every fault at its field, or at the nearest one that holds it. */
export function placed(faults: readonly Fault[], pointers: readonly string[]): PlacedFaults {
  const atField = new Map<string, string>();
  const elsewhere: string[] = [];
  for (const { pointer, message } of faults) {
    const nearest = nearestOf(pointer, pointers);
    const said = asSentence(message);
    if (nearest === null) elsewhere.push(said);
    else atField.set(nearest, [atField.get(nearest), said].filter(Boolean).join(' '));
  }
  return { atField, elsewhere };
}

function nearestOf(pointer: string, pointers: readonly string[]): string | null {
  const holding = pointers.filter((one) => one && (pointer === one || pointer.startsWith(`${one}/`)));
  return holding.sort((a, b) => b.length - a.length)[0] ?? null;
}

function asSentence(message: string): string {
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/** The settings with one place changed; `undefined` leaves it out. */
export function withValue(whole: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const below = typeof whole === 'object' && whole !== null ? Reflect.get(whole, key) : undefined;
  const next = withValue(below, rest, value);
  if (Array.isArray(whole))
    return whole.flatMap((one, at) => (at !== key ? [one] : next === undefined ? [] : [next]));
  const { [key]: _, ...others } = (typeof whole === 'object' ? whole : {}) as Record<string, unknown>;
  return next === undefined ? others : { ...(whole as object), [key]: next };
}

/** What stands at a place of the settings. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (one, key) => (typeof one === 'object' && one !== null ? Reflect.get(one, key) : undefined),
    value,
  );
}
