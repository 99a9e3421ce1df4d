import { Signal } from '../shared/signal.js';
import { PALETTES, type Palette, type Theme, wear } from '../shared/theme.js';

/** What the player chose last; kept in this browser. */
export interface Settings {
  readonly theme: Theme;
  readonly palette: Palette;
  readonly scale: string;
  readonly tuning: string;
  /** Input instances; empty is all. */
  readonly input: string;
  readonly strictness: number;
  readonly sensitivity: number;
  readonly isLefty: boolean;
  readonly hasKeys: boolean;
  readonly hasBegun: boolean;
  readonly user: string;
}

const KEY = 'fretcoach.settings';
const USUAL: Settings = {
  theme: 'dark',
  palette: 'classic',
  scale: 'A Minor Pentatonic',
  tuning: 'Standard',
  input: '',
  strictness: 0.5,
  sensitivity: 0.5,
  isLefty: false,
  hasKeys: true,
  hasBegun: false,
  user: '',
};

/** Only what has the right type is taken over: the store is the player's to edit. */
function read(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return USUAL;
    const usable = Object.entries(kept).filter(
      ([key, value]) => key in USUAL && typeof value === typeof USUAL[key as keyof Settings],
    );
    return { ...USUAL, ...Object.fromEntries(usable) };
  } catch {
    return USUAL;
  }
}

export const settings = new Signal<Settings>(read());

export function dress(): void {
  wear(settings.value.theme, settings.value.palette);
}

export function choose(choice: Partial<Settings>): void {
  settings.value = { ...settings.value, ...choice };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings.value));
  } catch {
    // Private windows may keep nothing; the choice then lasts as long as the page.
  }
  dress();
}

export function nextPalette(): Palette {
  const at = PALETTES.indexOf(settings.value.palette);
  return PALETTES[(at + 1) % PALETTES.length] ?? 'classic';
}
