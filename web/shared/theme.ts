import { Ramp } from './palette.js';
import { Signal } from './signal.js';

/** Of the judgement, from worst to best. */
export const STOPS = ['--q0', '--q25', '--q50', '--q75', '--q100'];
export const PALETTES = ['classic', 'blue-orange', 'cividis', 'mono'] as const;
export type Palette = (typeof PALETTES)[number];
export type Theme = 'dark' | 'light';

/** Colour of a score under the theme of the page. Read from CSS, so that restyled variables count. */
export const ramp = new Signal(new Ramp(['#888888', '#888888']));

/** Follows the stylesheet's five stops. */
export function readRamp(root: Element = document.documentElement): void {
  const style = getComputedStyle(root);
  const stops = STOPS.map((name) => style.getPropertyValue(name).trim());
  if (stops.every((stop) => /^#[0-9a-f]{6}$/i.test(stop))) ramp.value = new Ramp(stops);
}

export function wear(theme: Theme, palette: Palette): void {
  const { classList: classes } = document.documentElement;
  classes.toggle('light', theme === 'light');
  for (const name of PALETTES) classes.toggle(name, name === palette);
  readRamp();
}
