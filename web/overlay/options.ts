import { clamp } from '../shared/clamp.js';
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

/** What follows the `?`; whatever cannot be used counts as not said. */
class Query extends URLSearchParams {
  /** The first of the names is the usual one. */
  oneOf<Name extends string>(key: string, names: readonly [Name, ...Name[]]): Name {
    return names.find((name) => name === this.get(key)) ?? names[0];
  }

  isOn(key: string): boolean {
    return ['', '1', 'true'].includes(this.get(key) ?? '0');
  }

  numberIn<Usual extends number | null>(key: string, least: number, most: number, usual: Usual) {
    const number = Number(this.get(key) || Number.NaN);
    return Number.isFinite(number) ? clamp(number, least, most) : usual;
  }

  list(key: string): string[] {
    return (this.get(key) ?? '').split(',').map((item) => item.trim());
  }

  widgets(key: string): readonly WidgetName[] {
    const names = this.list(key);
    return WIDGETS.filter((widget) => names.includes(widget));
  }

  /** `ff6e61,f2cb57,62d88f`, with or without `#`, which an address has to write as `%23`. */
  colours(key: string): string[] | null {
    const stops = this.list(key).map((stop) => `#${stop.replace('#', '')}`);
    const areColours = stops.every((stop) => /^#[0-9a-f]{6}$/i.test(stop));
    return areColours && stops.length >= 2 && stops.length <= 5 ? stops : null;
  }
}

/** The page says which widget it is; `compose` shows those of `widget=`, or all; `hide=` takes some away. */
function chosen(page: string | undefined, query: Query): readonly WidgetName[] {
  const own = WIDGETS.find((widget) => widget === page);
  if (own) return [own];
  const wanted = query.widgets('widget');
  const hidden = query.widgets('hide');
  return (wanted.length ? wanted : WIDGETS).filter((widget) => !hidden.includes(widget));
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
  const query = new Query(address.search);
  const page = /([^/.]*)(\.html)?\/?$/.exec(address.pathname)?.[1];
  return {
    widgets: chosen(page, query),
    isComposed: page === 'compose',
    theme: query.oneOf('theme', ['dark', 'light']),
    palette: query.oneOf('palette', PALETTES),
    stops: query.colours('palette'),
    a4: query.numberIn('a4', 400, 480, null),
    tuning: query.get('tuning') || null,
    isBare: query.get('bg') === 'none',
    isLefty: query.isOn('lefty'),
    isCalm: query.isOn('calm'),
    demo: query.isOn('demo') ? 'on' : query.oneOf('demo', ['off', 'still']),
    scale: query.numberIn('scale', 0.25, 4, 1),
    align: query.oneOf('align', ALIGNS),
    font: query.get('font'),
    maxFps: query.numberIn('maxfps', 0, 240, 0),
    session: query.get('session'),
    token: new URLSearchParams(address.hash.slice(1)).get('token'),
  };
}
