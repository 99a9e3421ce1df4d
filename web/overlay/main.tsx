import { render } from 'preact';
import { BridgeStore } from '../shared/bridge-store.js';
import { connect } from '../shared/connect.js';
import { hideFrames, limitFrames } from '../shared/frames.js';
import { wear } from '../shared/theme.js';
import { type OverlayOptions, readOptions } from './options.js';
import { Stage } from './stage.js';
import { loadWidgets } from './views.js';

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
  wear(options.theme, options.palette);
}

function feed(store: BridgeStore, options: OverlayOptions): void {
  // The card is there when a session has ended: so does its demo.
  const isCard = options.widgets.every((name) => name === 'card');
  const scene = isCard ? 'ended' : options.demo === 'still' ? 'still' : 'playing';
  if (options.demo === 'off') connect(store, { token: options.token, session: options.session });
  else void import('../shared/demo.js').then(({ playDemo }) => playDemo(store, scene));
}

const options = readOptions(location);
const store = new BridgeStore();
dress(options);
limitFrames(options.maxFps);
pauseWhenHidden();
feed(store, options);
void loadWidgets(options.widgets).then((widgets) =>
  render(<Stage store={store} options={options} widgets={widgets} />, document.body),
);
