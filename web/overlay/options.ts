import { PALETTES, type Palette, type Theme } from '../shared/theme.js';

export const WIDGETS = [
  'note',
  'tuner',
  'scores',
  'timer',
  'streak',
  'ribbon',
  'timing',
  'fretboard',
  'card',
  'transport',
] as const;
export type WidgetName = (typeof WIDGETS)[number];

/** What a streamer can say in the address of an overlay. */
export interface OverlayOptions {
  readonly widgets: readonly WidgetName[];
  readonly isComposed: boolean;
  readonly theme: Theme;
  readonly palette: Palette;
  /** Colours of the judgement from worst to best, in place of a palette: two to five, `#rrggbb` each. */
  readonly stops: readonly string[] | null;
  /** Cents are told against this A, in Hz; `null` for the one of the practice. */
  readonly a4: number | null;
  /** Such as `drop d`: the strings of the neck; `null` for those of the practice. */
  readonly tuning: string | null;
  readonly isBare: boolean;
  readonly isLefty: boolean;
  readonly isCalm: boolean;
  readonly demo: 'off' | 'on' | 'still';
  /** 0.25 to 4. */
  readonly scale: number;
  /** Such as `bottom-right`. */
  readonly align: string;
  readonly font: string | null;
  /** 0 for as many as the screen shows. */
  readonly maxFps: number;
  readonly session: string | null;
  /** From the fragment, which never leaves the computer. */
  readonly token: string | null;
}

function oneOf<Name extends string>(value: string | null, names: readonly Name[], usual: Name): Name {
  return names.find((name) => name === value) ?? usual;
}

function isOn(value: string | null): boolean {
  return value === '' || value === '1' || value === 'true';
}

function numberIn<Usual extends number | null>(
  value: string | null,
  least: number,
  most: number,
  usual: Usual,
): number | Usual {
  const number = value === null || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : usual;
}

function listed(value: string | null): WidgetName[] {
  const names = (value ?? '').split(',').map((name) => name.trim());
  return WIDGETS.filter((widget) => names.includes(widget));
}

/** The page says which widget it is; `compose` shows those of `widget=`, or all; `hide=` takes some away. */
function chosen(page: string, query: URLSearchParams): readonly WidgetName[] {
  const own = WIDGETS.find((widget) => widget === page);
  if (own) return [own];
  const wanted = listed(query.get('widget'));
  const hidden = listed(query.get('hide'));
  return (wanted.length ? wanted : WIDGETS).filter((widget) => !hidden.includes(widget));
}

/** `ff6e61,f2cb57,62d88f`, with or without `#`, which an address has to write as `%23`. */
function stopsIn(value: string | null): string[] | null {
  const stops = (value ?? '').split(',').map((stop) => `#${stop.trim().replace(/^#/, '')}`);
  const areColours = stops.every((stop) => /^#[0-9a-f]{6}$/i.test(stop));
  return areColours && stops.length >= 2 && stops.length <= 5 ? stops : null;
}

export const ALIGNS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;

/** Reads `/overlay/note?theme=light#token=…`; whatever cannot be used is left at its default. */
export function readOptions(address: { pathname: string; search: string; hash: string }): OverlayOptions {
  const query = new URLSearchParams(address.search);
  const page =
    address.pathname
      .replace(/\/$/, '')
      .split('/')
      .pop()
      ?.replace(/\.html$/, '') ?? '';
  return {
    widgets: chosen(page, query),
    isComposed: page === 'compose',
    theme: oneOf(query.get('theme'), ['dark', 'light'], 'dark'),
    palette: oneOf(query.get('palette'), PALETTES, 'classic'),
    stops: stopsIn(query.get('palette')),
    a4: numberIn(query.get('a4'), 400, 480, null),
    tuning: query.get('tuning') || null,
    isBare: query.get('bg') === 'none',
    isLefty: isOn(query.get('lefty')),
    isCalm: isOn(query.get('calm')),
    demo: query.get('demo') === 'still' ? 'still' : isOn(query.get('demo')) ? 'on' : 'off',
    scale: numberIn(query.get('scale'), 0.25, 4, 1),
    align: oneOf(query.get('align'), ALIGNS, 'top-left'),
    font: query.get('font'),
    maxFps: numberIn(query.get('maxfps'), 0, 240, 0),
    session: query.get('session'),
    token: new URLSearchParams(address.hash.slice(1)).get('token'),
  };
}
