const MINUS = '−';
const ACCIDENTALS: Readonly<Record<string, string>> = { b: '♭', '#': '♯', x: '𝄪' };
const SPOKEN: Readonly<Record<string, string>> = { b: ' flat', '#': ' sharp', x: ' double sharp' };

/** `Eb` for reading: `E♭`. */
export function shownName(name: string): string {
  return name.charAt(0) + [...name.slice(1)].map((sign) => ACCIDENTALS[sign] ?? sign).join('');
}

/** `Eb`, 4 for listening: `E flat 4`. */
export function spokenName(name: string, octave: number | null = null): string {
  const signs = [...name.slice(1)].map((sign) => SPOKEN[sign] ?? ` ${sign}`).join('');
  return `${name.charAt(0)}${signs}${octave === null ? '' : ` ${octave}`}`;
}

/** Rounded, always with its sign: `+4`, `−6`, `0`. */
export function signed(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `${MINUS}${-rounded}`;
}

/** `6 cents flat`, `in the middle`: what a teacher would say. */
export function centsInWords(cents: number): string {
  const size = Math.abs(Math.round(cents));
  if (size <= 2) return 'in the middle';
  return `${size} cents ${cents > 0 ? 'sharp' : 'flat'}`;
}

/** A score of 0 to 1 as 0 to 100; an en dash where there is none. */
export function points(score: number | null): string {
  return score === null ? '–' : String(Math.round(score * 100));
}

/** `12:48`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `40 seconds`, `1 minute`, `24 minutes`. */
export function lasting(seconds: number): string {
  return seconds < 59.5
    ? counted(Math.round(seconds), 'second')
    : counted(Math.round(seconds / 60), 'minute');
}

/** `1 note`, `6 notes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `A, C and D`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

const DAY = 86_400_000;

function dayStart(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** `Today`, `Yesterday`, `Friday`, `16 November`, `3 May 2025`: as far back as one would say it. */
export function dayOf(date: Date, now = new Date()): string {
  const daysAgo = Math.round((dayStart(now) - dayStart(date)) / DAY);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  if (daysAgo > 1 && daysAgo < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' });
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year });
}

/** `17:20`. */
export function timeOf(date: Date): string {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** `A Minor Pentatonic` in a sentence: `A minor pentatonic`. The root keeps its capital, names of people and places too. */
export function shownScale(name: string): string {
  const [root = '', ...words] = name.split(' ');
  if (/:$/.test(root)) return name; // Custom scales are lists of notes.
  return [shownName(root), ...words.map((word) => word.toLowerCase())].join(' ');
}
