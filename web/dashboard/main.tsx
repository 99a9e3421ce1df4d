import { render } from 'preact';
import type { Topic } from '../../src/client/index.js';
import { knownToken, rememberToken } from '../shared/api.js';
import { BridgeStore } from '../shared/bridge-store.js';
import { keepCalm } from '../shared/calm.js';
import { connect } from '../shared/connect.js';
import { App } from './app.js';
import { Practice } from './practice.js';
import { recallNotes } from './recall-notes.js';
import { addressOf, followAddress } from './router.js';
import { dress, settings } from './settings.js';

const HEARD: readonly Topic[] = ['session', 'note', 'metrics', 'pitch', 'plugins', 'transport'];

/** A link may bring a token in its fragment; it leaves the address bar at once. */
function takeToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  rememberToken(token);
  history.replaceState(null, '', location.pathname + location.search);
}

function feed(store: BridgeStore): void {
  const demo = new URLSearchParams(location.search).get('demo');
  if (demo === null) {
    connect(store, { token: knownToken(), session: null, topics: HEARD });
    recallNotes(store);
  } else
    void import('../shared/demo.js').then(({ playDemo }) =>
      playDemo(store, demo === 'still' ? 'still' : 'playing'),
    );
}

/** The first visit begins with the guitar, not with a form. */
function greet(): void {
  const isPlain = location.hash === '' && location.search === '';
  if (isPlain && !settings.value.hasBegun) location.replace(addressOf('welcome'));
}

takeToken();
greet();
keepCalm();
dress();
followAddress();
const store = new BridgeStore();
feed(store);
const app = document.getElementById('app');
if (app) render(<App store={store} practice={new Practice(store)} />, app);
