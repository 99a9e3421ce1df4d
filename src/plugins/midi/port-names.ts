/** Ports of the system itself, which play nothing. */
const SYSTEM_PORT = /^(midi through|system:)/i;

/** Linux puts `client:port` behind the name; the numbers change from one plugging to the next. */
export function withoutNumbers(name: string): string {
  return name.replace(/\s+\d+:\d+$/, '');
}

export function isPlayable(name: string): boolean {
  return !SYSTEM_PORT.test(name);
}

/**
 * The port that is meant: the whole name, then the name without its numbers, then a part of it, whatever the case.
 * Without a wish, the first one that a device stands behind.
 */
export function findPort(names: readonly string[], wanted: string | null): string | null {
  if (wanted === null) return names.find(isPlayable) ?? null;
  const wish = withoutNumbers(wanted).toLowerCase();
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => withoutNumbers(name).toLowerCase() === wish) ??
    names.find((name) => name.toLowerCase().includes(wish)) ??
    null
  );
}
