import { ALIGNS, WIDGETS, type WidgetName } from '../../overlay/options.js';
import type { Palette, Theme } from '../../shared/theme.js';

export interface OverlayLook {
  readonly theme: Theme;
  /** `own` takes the stops. */
  readonly palette: Palette | 'own';
  /** Colours of the judgement from worst to best, `#rrggbb` each. */
  readonly stops: readonly string[];
  readonly isBare: boolean;
  readonly isCalm: boolean;
  readonly isLefty: boolean;
  /** 25 to 400 per cent. */
  readonly scale: number;
  readonly align: (typeof ALIGNS)[number];
  /** Hz; `null` for that of the practice. */
  readonly a4: number | null;
  /** Such as `drop d`; empty for that of the practice. */
  readonly tuning: string;
  /** In `compose`. */
  readonly widgets: readonly WidgetName[];
}

export const USUAL_LOOK: OverlayLook = {
  theme: 'dark',
  palette: 'classic',
  stops: ['#d1495b', '#edae49', '#30a14e'],
  isBare: false,
  isCalm: false,
  isLefty: false,
  scale: 100,
  align: 'top-left',
  a4: null,
  tuning: '',
  widgets: WIDGETS,
};

/** What makes a difference to an overlay beside its colours, size and calm. */
export function choicesOf(name: string): ReadonlySet<'align' | 'bare' | 'a4' | 'neck' | 'widgets'> {
  if (name === 'compose') return new Set(['bare', 'a4', 'neck', 'widgets']);
  const isTold = name === 'note' || name === 'tuner';
  return new Set([
    'align',
    ...(isTold ? (['bare', 'a4'] as const) : []),
    ...(name === 'fretboard' ? (['neck'] as const) : []),
  ]);
}

/** Only what differs from the usual look, and makes a difference, is in the address. */
export function overlayAddress(origin: string, name: string, look: OverlayLook): string {
  const has = choicesOf(name);
  const query = new URLSearchParams();
  const put = (key: string, isWanted: boolean, value: string) => isWanted && query.set(key, value);
  const hidden = has.has('widgets') ? WIDGETS.filter((widget) => !look.widgets.includes(widget)) : [];
  const isMostShown = hidden.length < look.widgets.length;
  put('hide', hidden.length > 0 && isMostShown, hidden.join(','));
  put('widget', !isMostShown, look.widgets.join(','));
  put('theme', look.theme !== 'dark', look.theme);
  const own = look.stops.map((stop) => stop.slice(1)).join(',');
  put('palette', look.palette !== 'classic', look.palette === 'own' ? own : look.palette);
  put('bg', has.has('bare') && look.isBare, 'none');
  put('calm', look.isCalm, '1');
  put('lefty', has.has('neck') && look.isLefty, '1');
  put('tuning', has.has('neck') && look.tuning !== '', look.tuning);
  put('a4', has.has('a4') && look.a4 !== null, String(look.a4));
  put('scale', look.scale !== 100, String(look.scale / 100));
  put('align', has.has('align') && look.align !== 'top-left', look.align);
  const text = query.toString().replaceAll('%2C', ',');
  return `${origin}/overlay/${name}${text ? `?${text}` : ''}`;
}

export interface OverlayKind {
  readonly name: WidgetName | 'compose';
  readonly title: string;
  readonly about: string;
  /** For the browser source in OBS. */
  readonly width: number;
  readonly height: number;
}

type Described = readonly [title: string, about: string, width: number, height: number];

const KINDS: Readonly<Record<OverlayKind['name'], Described>> = {
  compose: ['Everything', 'All widgets, each in its place.', 1920, 1080],
  note: ['Note', 'The note and its cents.', 360, 300],
  tuner: ['Tuner', 'The strip with its zone.', 800, 140],
  scores: ['Scores', 'Pitch, scale and timing.', 440, 300],
  timer: ['Session', 'The scale and the time.', 520, 96],
  streak: ['Streak', 'Good notes in a row.', 330, 124],
  ribbon: ['Last notes', 'How the last 22 notes went.', 700, 140],
  timing: ['Timing', 'Early and late.', 460, 140],
  fretboard: ['Fretboard', 'The scale and where you are.', 1920, 240],
  card: ['End card', 'Comes when a session ends.', 800, 340],
  transport: ['Transport', 'Bar, beat and tempo of the DAW.', 520, 96],
};

/** Everything first, then each widget. */
export const OVERLAYS: readonly OverlayKind[] = (['compose', ...WIDGETS] as const).map((name) => {
  const [title, about, width, height] = KINDS[name];
  return { name, title, about, width, height };
});
