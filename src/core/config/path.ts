export type Path = readonly (string | number)[];

/** A JSON pointer: `/plugins/desk-lamp/config/host`. */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The way back from `pointerOf`, apart from the difference between `0` and `"0"`. */
export function pathFrom(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** As people write it: `plugins.desk-lamp.config.stops[0]`. */
export function dottedPath(pointer: string): string {
  const parts = pathFrom(pointer).map(String);
  return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index ? `.${part}` : part)).join('');
}

/** The value at a path of plain data; `undefined` when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? Reflect.get(inner, part)
        : undefined,
    value,
  );
}

/** A copy of plain data with another value at a path that exists. */
export function withValueAt(value: unknown, [part, ...rest]: Path, replacement: unknown): unknown {
  if (part === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      String(index) === String(part) ? withValueAt(item, rest, replacement) : item,
    );
  }
  const entries = Object.entries(value as object);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === String(part) ? withValueAt(item, rest, replacement) : item]),
  );
}
