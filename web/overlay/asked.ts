/** What few ask for in the address of an overlay: loaded for those who do. */
import { BridgeStore } from '../shared/bridge-store.js';
import { Ramp } from '../shared/palette.js';
import palettes from '../shared/palettes.css?url';
import { STOPS } from '../shared/theme.js';
import type { OverlayOptions } from './options.js';
import { RetunedStore } from './retuned-store.js';

export interface Asked {
  readonly store: BridgeStore;
  /** Of the tuning in the address; without one the practice says how it is strung. */
  readonly askedStrings: readonly number[] | null;
  /** A demo instead of a bridge. */
  readonly play?: () => void;
}

/** Every page has the classic palette; this brings the others. */
function loadPalettes(): Promise<unknown> {
  return new Promise((onload) => {
    const attributes = { rel: 'stylesheet', href: palettes, onload, onerror: onload };
    document.head.append(Object.assign(document.createElement('link'), attributes));
  });
}

/** Any number of `#rrggbb` from two on, spread over the five stops of the stylesheet. */
function wearOwn(stops: readonly string[]): void {
  const own = new Ramp(stops);
  STOPS.forEach((name, index) => {
    document.documentElement.style.setProperty(name, own.css(index / 4));
  });
}

export async function prepare(options: OverlayOptions): Promise<Asked> {
  const { palette, stops, tuning, a4, demo } = options;
  if (palette !== 'classic') await loadPalettes();
  if (stops) wearOwn(stops);
  const store = a4 ? new RetunedStore(a4) : new BridgeStore();
  const askedStrings = tuning ? (await import('./asked-strings.js')).askedStrings(tuning) : null;
  if (demo === 'off') return { store, askedStrings };
  const { play } = await import('./demo.js');
  return { store, askedStrings, play: () => play(store, options) };
}
