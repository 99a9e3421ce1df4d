import { BridgeStore } from '../shared/bridge-store.js';
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
  addEventListener('obsSourceVisibleChanged', (event) => {
    const { detail } = event as CustomEvent<{ visible: boolean }>;
    hideFrames(!detail.visible);
  });
}

/** Every page has the classic palette; the others come for those who ask. */
function palettesFor({ palette }: OverlayOptions): Promise<unknown> | null {
  if (palette === 'classic') return null;
  return new Promise((onload) => {
    const attributes = { rel: 'stylesheet', href: palettes, onload, onerror: onload };
    document.head.append(Object.assign(document.createElement('link'), attributes));
  });
}

async function dress(options: OverlayOptions): Promise<void> {
  const root = document.documentElement;
  root.classList.toggle('calm', options.isCalm);
  root.classList.toggle('bare', options.isBare);
  root.style.setProperty('--scale', String(options.scale));
  if (options.font)
    root.style.setProperty('--text', `${JSON.stringify(options.font)}, system-ui, sans-serif`);
  await palettesFor(options);
  wear(options.theme, options.palette, options.stops);
}

/** All that the shown widgets hear. */
function topicsOf({ widgets: names }: OverlayOptions, widgets: Widgets) {
  return new Set(names.flatMap((name) => widgets[name]?.topics ?? []));
}

function feed(store: BridgeStore, options: OverlayOptions, widgets: Widgets): void {
  // The card is there when a session has ended: so does its demo.
  const isCard = options.widgets.every((name) => name === 'card');
  const scene = isCard ? 'ended' : options.demo === 'still' ? 'still' : 'playing';
  if (options.demo === 'off') connect(store, { ...options, topics: topicsOf(options, widgets) });
  else void import('../shared/demo.js').then(({ playDemo }) => playDemo(store, scene));
}

/** Letters have their width from the first picture on: a face that came later would push what stands beside them. */
async function noteFace(): Promise<void> {
  const isUsed = document.querySelector('link[as=font]') !== null;
  if (isUsed) await document.fonts.load('600 1em "FretCoach Note"').catch(() => null);
}

/** Hardly anybody asks for another A: what it needs is loaded for those who do. */
async function storeFor({ a4 }: OverlayOptions): Promise<BridgeStore> {
  if (a4 === null) return new BridgeStore();
  const { RetunedStore } = await import('./retuned-store.js');
  return new RetunedStore(a4);
}

/** Shows those of a page's widgets that its address asks for. */
export async function start(widgets: Widgets): Promise<void> {
  const options = readOptions(location);
  limitFrames(options.maxFps);
  pauseWhenHidden();
  const [store] = await Promise.all([storeFor(options), dress(options), noteFace()]);
  feed(store, options, widgets);
  render(<Stage store={store} options={options} widgets={widgets} />, document.body);
}
