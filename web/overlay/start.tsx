import { BridgeStore } from '../shared/bridge-store.js';
import { keepCalm } from '../shared/calm.js';
import { connect } from '../shared/connect.js';
import { hideFrames, limitFrames } from '../shared/frames.js';
import palettes from '../shared/palettes.css?url';
import { wear } from '../shared/theme.js';
import { type OverlayOptions, readOptions } from './options.js';
import type { Widgets } from './plate.js';
import { render } from './renderer.js';
import { Stage } from './stage.js';

/** OBS tells its pages when nobody can see them. */
function pauseWhenHidden(): void {
  addEventListener('obsSourceVisibleChanged', (event) =>
    hideFrames(!(event as CustomEvent<{ visible: boolean }>).detail.visible),
  );
}

/** Every page has the classic palette; the others come for those who ask. */
function loadPalettes(): Promise<unknown> {
  return new Promise((onload) => {
    const attributes = { rel: 'stylesheet', href: palettes, onload, onerror: onload };
    document.head.append(Object.assign(document.createElement('link'), attributes));
  });
}

async function dress({ theme, palette, stops, isCalm, isBare, scale, font }: OverlayOptions): Promise<void> {
  const { classList: classes, style } = document.documentElement;
  keepCalm(isCalm);
  classes.toggle('bare', isBare);
  style.setProperty('--scale', `${scale}`);
  if (font) style.setProperty('--text', `${JSON.stringify(font)}, system-ui, sans-serif`);
  if (palette !== 'classic') await loadPalettes();
  wear(theme, palette, stops);
}

async function feed(store: BridgeStore, options: OverlayOptions, widgets: Widgets): Promise<void> {
  const topics = new Set(options.widgets.flatMap((name) => widgets[name]?.topics ?? []));
  if (options.demo === 'off') connect(store, { ...options, topics });
  else (await import('./demo.js')).play(store, options);
}

/** Letters have their width from the first picture on: a face that came later would push what stands beside them. */
async function noteFace(): Promise<void> {
  const isUsed = document.querySelector('link[as=font]');
  if (isUsed) await document.fonts.load('600 1em "FretCoach Note"').catch(() => null);
}

/** Hardly anybody asks for another A: what it needs is loaded for those who do. */
async function storeFor({ a4 }: OverlayOptions): Promise<BridgeStore> {
  return a4 ? new (await import('./retuned-store.js')).RetunedStore(a4) : new BridgeStore();
}

/** Names of tunings are loaded for those who ask for one. */
async function stringsFor({ tuning }: OverlayOptions): Promise<readonly number[] | null> {
  return tuning ? (await import('./asked-strings.js')).askedStrings(tuning) : null;
}

/** Shows those of a page's widgets that its address asks for. */
export async function start(widgets: Widgets): Promise<void> {
  const options = readOptions(location);
  limitFrames(options.maxFps);
  pauseWhenHidden();
  const [store, askedStrings] = await Promise.all([
    storeFor(options),
    stringsFor(options),
    dress(options),
    noteFace(),
  ]);
  void feed(store, options, widgets);
  render(<Stage {...{ store, options, askedStrings, widgets }} />, document.body);
}
