import type { Palette, Theme } from '../../shared/theme.js';

export interface OverlayLook {
  readonly theme: Theme;
  readonly palette: Palette;
  readonly isBare: boolean;
  readonly isCalm: boolean;
  readonly isLefty: boolean;
  /** 50 to 200 per cent. */
  readonly scale: number;
  readonly align: string;
}

export const USUAL_LOOK: OverlayLook = {
  theme: 'dark',
  palette: 'classic',
  isBare: false,
  isCalm: false,
  isLefty: false,
  scale: 100,
  align: 'top-left',
};

/** Only what differs from the usual look is in the address. */
export function overlayAddress(origin: string, name: string, look: OverlayLook): string {
  const query = new URLSearchParams();
  if (look.theme !== 'dark') query.set('theme', look.theme);
  if (look.palette !== 'classic') query.set('palette', look.palette);
  if (look.isBare) query.set('bg', 'none');
  if (look.isCalm) query.set('calm', '1');
  if (look.isLefty) query.set('lefty', '1');
  if (look.scale !== 100) query.set('scale', String(look.scale / 100));
  if (look.align !== 'top-left' && name !== 'compose') query.set('align', look.align);
  const text = query.toString();
  return `${origin}/overlay/${name}${text ? `?${text}` : ''}`;
}

export interface OverlayKind {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** For the browser source in OBS. */
  readonly width: number;
  readonly height: number;
}

const kind = (name: string, title: string, about: string, width: number, height: number): OverlayKind => ({
  name,
  title,
  about,
  width,
  height,
});

export const OVERLAYS: readonly OverlayKind[] = [
  kind('compose', 'Everything', 'All widgets, each in its place.', 1920, 1080),
  kind('note', 'Note', 'The note and its cents.', 360, 300),
  kind('tuner', 'Tuner', 'The strip with its zone.', 800, 140),
  kind('scores', 'Scores', 'Pitch, scale and timing.', 440, 300),
  kind('timer', 'Session', 'The scale and the time.', 520, 96),
  kind('streak', 'Streak', 'Good notes in a row.', 330, 124),
  kind('ribbon', 'Last notes', 'How the last 22 notes went.', 700, 140),
  kind('timing', 'Timing', 'Early and late.', 460, 140),
  kind('fretboard', 'Fretboard', 'The scale and where you are.', 1920, 240),
  kind('transport', 'Transport', 'Bar, beat and tempo of the DAW.', 520, 96),
  kind('card', 'End card', 'Comes when a session ends.', 800, 340),
];
