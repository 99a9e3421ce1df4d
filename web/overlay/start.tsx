import type { Topic } from '../../src/client/index.js';
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
  const { palette, stops, tuning, a4, demo } = options;
  const isUsual = palette === 'classic' && demo === 'off' && !stops && !tuning && !a4;
  if (isUsual) return { store: new BridgeStore(), askedStrings: null };
  const asked = await import('./asked.js');
  return asked.prepare(options);
}

/** All that the shown widgets hear. */
function topicsOf({ widgets: names }: OverlayOptions, widgets: Widgets): Set<Topic> {
  return new Set(names.flatMap((name) => widgets[name]?.topics ?? []));
}

/** Letters have their width from the first picture on: a face that came later would push what stands beside them. */
function faces(): Promise<unknown> {
  const hasNotes = document.querySelector('link[as=font]');
  const wanted = hasNotes ? ['Text', 'Note'] : ['Text'];
  return Promise.all(wanted.map((face) => document.fonts.load(`600 1em "FretCoach ${face}"`))).catch(
    () => null,
  );
}

/** Shows those of a page's widgets that its address asks for. */
export async function start(widgets: Widgets): Promise<void> {
  const options = readOptions(location);
  limitFrames(options.maxFps);
  pauseWhenHidden();
  dress(options);
  const [asked] = await Promise.all([prepare(options), faces()]);
  wear(options.theme, options.palette);
  render(<Stage {...{ ...asked, options, widgets }} />, document.body);
  if (asked.play) asked.play();
  else connect(asked.store, { ...options, topics: topicsOf(options, widgets) });
}
