import { BridgeStore } from '../shared/bridge-store.js';
import { keepCalm } from '../shared/calm.js';
import { connect } from '../shared/connect.js';
import { hideFrames, limitFrames } from '../shared/frames.js';
import { wear } from '../shared/theme.js';
import type { Asked } from './asked.js';
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

function dress({ isCalm, isBare, scale, font }: OverlayOptions): void {
  const { classList: classes, style } = document.documentElement;
  keepCalm(isCalm);
  classes.toggle('bare', isBare);
  style.setProperty('--scale', `${scale}`);
  if (font) style.setProperty('--text', `${JSON.stringify(font)}, system-ui, sans-serif`);
}

async function prepare(options: OverlayOptions): Promise<Asked> {
  const { palette, stops, tuning, a4 } = options;
  const isUsual = palette === 'classic' && !stops && !tuning && !a4;
  return isUsual
    ? { store: new BridgeStore(), askedStrings: null }
    : (await import('./asked.js')).prepare(options);
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

/** Shows those of a page's widgets that its address asks for. */
export async function start(widgets: Widgets): Promise<void> {
  const options = readOptions(location);
  limitFrames(options.maxFps);
  pauseWhenHidden();
  dress(options);
  const [asked] = await Promise.all([prepare(options), noteFace()]);
  wear(options.theme, options.palette);
  void feed(asked.store, options, widgets);
  render(<Stage {...{ ...asked, options, widgets }} />, document.body);
}
