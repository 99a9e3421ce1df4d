/** What people read for a key without a title: `min_duration` is "Min duration", the third of a list "3". */
export function labelOf(key: string | number | undefined): string {
  if (key === undefined) return 'Settings';
  if (typeof key === 'number') return String(key + 1);
  const text = key.split(/[_-]/).filter(Boolean).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A default as people read it; nothing where there is none. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'object' ? '' : String(value);
}
