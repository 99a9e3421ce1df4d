import { useEffect } from 'preact/hooks';
import { go, PAGES, route } from './router.js';
import { choose, nextPalette, settings } from './settings.js';

export const KEYS: readonly (readonly [string, string])[] = [
  ['Space', 'start; stop and save'],
  ['1 to 5', 'pages, as in the header'],
  ['/', 'search scales'],
  ['T', 'tuner alone'],
  ['[ ]', 'strictness down, up'],
  [', .', 'sensitivity down, up'],
  ['F', 'stage: hides header and settings'],
  ['P', 'next palette'],
  ['L', 'light or dark'],
  ['?', 'this table'],
  ['Esc', 'close, back'],
  ['← →', 'chart cursor, session list'],
];

export interface Deeds {
  readonly startOrStop: () => void;
  readonly search: () => void;
  readonly help: () => void;
  readonly back: () => void;
}

const STEP = 0.05;

function nudge(name: 'strictness' | 'sensitivity', by: number): void {
  const value = Math.round((settings.value[name] + by) * 100) / 100;
  choose({ [name]: Math.min(1, Math.max(0, value)) });
}

/** Full screen for the note: header and settings step aside. */
function toggleStage(): void {
  document.documentElement.classList.toggle('on-stage');
}

function deedOf(key: string, deeds: Deeds): (() => void) | undefined {
  const page = PAGES[Number(key) - 1];
  if (page && /^[1-9]$/.test(key)) return () => go(page.name);
  const table: Readonly<Record<string, () => void>> = {
    '/': deeds.search,
    '?': deeds.help,
    '[': () => nudge('strictness', -STEP),
    ']': () => nudge('strictness', STEP),
    ',': () => nudge('sensitivity', -STEP),
    '.': () => nudge('sensitivity', STEP),
    t: () => go(route.value.page === 'tuner' ? 'practise' : 'tuner'),
    f: toggleStage,
    p: () => choose({ palette: nextPalette() }),
    l: () => choose({ theme: settings.value.theme === 'dark' ? 'light' : 'dark' }),
  };
  return table[key.toLowerCase()];
}

const FIELDS = 'input, select, textarea, [role="listbox"], [role="slider"]';
const CONTROLS = `a, button, summary, [tabindex]:not([tabindex="-1"]), ${FIELDS}`;

function isIn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

function handle(event: KeyboardEvent, deeds: Deeds): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    deeds.back();
    return;
  }
  if (!settings.value.hasKeys || isIn(event, FIELDS)) return;
  const isSpace = event.key === ' ';
  // Space presses the control that has the focus; only without one does it start and stop.
  const deed = isSpace ? (isIn(event, CONTROLS) ? undefined : deeds.startOrStop) : deedOf(event.key, deeds);
  if (!deed) return;
  event.preventDefault();
  if (!event.repeat || !isSpace) deed();
}

/** Single keys, off while a field has the focus. */
export function useShortcuts(deeds: Deeds): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event, deeds);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  });
}
