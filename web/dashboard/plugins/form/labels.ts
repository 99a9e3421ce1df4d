const UNITS: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  hz: 'hertz',
  db: 'decibels',
  bytes: 'bytes',
};

/** Words that are written in their own way. */
const WORDS: Readonly<Record<string, string>> = {
  a4: 'A4',
  api: 'API',
  daw: 'DAW',
  http: 'HTTP',
  midi: 'MIDI',
  mpe: 'MPE',
  osc: 'OSC',
  oscquery: 'OSCQuery',
  tcp: 'TCP',
  url: 'URL',
};

/** What people read for a key: `min_duration_ms` is "Min duration, in milliseconds", the third of a list "3". */
export function labelOf(key: string | number | undefined): string {
  if (key === undefined) return 'Settings';
  if (typeof key === 'number') return String(key + 1);
  const parts = key.split(/[_-]/).filter(Boolean);
  const unit = parts.length > 1 ? UNITS[parts.at(-1) ?? ''] : undefined;
  const words = (unit ? parts.slice(0, -1) : parts).map((part) => WORDS[part] ?? part);
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${unit ? `, in ${unit}` : ''}`;
}

/** A default as people read it; nothing where there is none. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'object' ? '' : String(value);
}
