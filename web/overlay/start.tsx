import { render } from 'preact';
import { BridgeStore } from '../shared/bridge-store.js';
import { connect } from '../shared/connect.js';
import { hideFrames, limitFrames } from '../shared/frames.js';
import { wear } from '../shared/theme.js';
import { type OverlayOptions, readOptions, type WidgetName } from './options.js';
import type { WidgetView } from './plate.js';
import { Stage } from './stage.js';

/** OBS tells its pages when nobody can see them. */
function pauseWhenHidden(): void {
  addEventListener('obsSourceVisibleChanged', (event) => {
    const { detail } = event as CustomEvent<{ visible: boolean }>;
    hideFrames(!detail.visible);
  });
}

function dress(options: OverlayOptions): void {
  const root = document.documentElement;
  root.classList.toggle('calm', options.isCalm);
  root.classList.toggle('bare', options.isBare);
  root.style.setProperty('--scale', String(options.scale));
  if (options.font)
    root.style.setProperty('--text', `${JSON.stringify(options.font)}, system-ui, sans-serif`);
  wear(options.theme, options.palette, options.stops);
}

function feed(store: BridgeStore, options: OverlayOptions): void {
  // The card is there when a session has ended: so does its demo.
  const isCard = options.widgets.every((name) => name === 'card');
  const scene = isCard ? 'ended' : options.demo === 'still' ? 'still' : 'playing';
  if (options.demo === 'off') connect(store, { token: options.token, session: options.session });
  else void import('../shared/demo.js').then(({ playDemo }) => playDemo(store, scene));
}

/** Letters have their width from the first picture on: a face that came later would push what stands beside them. */
function noteFace(): Promise<unknown> {
  return document.fonts.load('600 1em "FretCoach Note"').catch(() => null);
}

/** Hardly anybody asks for another A: what it needs is loaded for those who do. */
async function storeFor({ a4 }: OverlayOptions): Promise<BridgeStore> {
  if (a4 === null) return new BridgeStore();
  const { RetunedStore } = await import('./retuned-store.js');
  return new RetunedStore(a4);
}

/** Shows those of a page's widgets that its address asks for. */
export async function start(views: Readonly<Partial<Record<WidgetName, WidgetView>>>): Promise<void> {
  const options = readOptions(location);
  dress(options);
  limitFrames(options.maxFps);
  pauseWhenHidden();
  const [store] = await Promise.all([storeFor(options), noteFace()]);
  feed(store, options);
  render(<Stage store={store} options={options} views={views} />, document.body);
}
