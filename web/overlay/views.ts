import type { WidgetName } from './options.js';
import type { WidgetView } from './plate.js';

/** A page loads only the widgets it shows. */
const LOADERS: Readonly<Record<WidgetName, () => Promise<{ View: WidgetView }>>> = {
  note: () => import('./views/note.js'),
  tuner: () => import('./views/tuner.js'),
  scores: () => import('./views/scores.js'),
  timer: () => import('./views/timer.js'),
  streak: () => import('./views/streak.js'),
  ribbon: () => import('./views/ribbon.js'),
  timing: () => import('./views/timing.js'),
  fretboard: () => import('./views/fretboard.js'),
  card: () => import('./views/card.js'),
};

export interface LoadedWidget {
  readonly name: WidgetName;
  readonly View: WidgetView;
}

export function loadWidgets(names: readonly WidgetName[]): Promise<LoadedWidget[]> {
  return Promise.all(names.map(async (name) => ({ name, View: (await LOADERS[name]()).View })));
}
