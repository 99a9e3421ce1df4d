import { BridgeListener } from '../../src/client/bridge-listener.js';
import type { ClientState, SocketConstructor, Topic } from '../../src/client/index.js';
import type { BridgeStore, Connection } from './bridge-store.js';

const ALL: readonly Topic[] = ['session', 'note', 'metrics', 'pitch', 'plugins', 'transport'];
/** Once a picture. */
const PITCH_HZ = 60;

export interface ConnectOptions {
  readonly token: string | null;
  /** Only what belongs to this session. */
  readonly session: string | null;
  /** All when left out. */
  readonly topics?: Iterable<Topic>;
}

const STATES: Readonly<Record<ClientState, Connection['state']>> = {
  connecting: 'connecting',
  live: 'live',
  stale: 'stale',
  waiting: 'lost',
  closed: 'refused',
};

/** Keeps the store up to date with the bridge that served this page, for as long as the page lives. */
export function connect(store: BridgeStore, { token, session, topics = ALL }: ConnectOptions): void {
  const client = new BridgeListener({
    client: 'fretcoach-page',
    url: `${location.origin.replace('http', 'ws')}/ws`,
    token,
    WebSocket: WebSocket as SocketConstructor,
  });
  for (const topic of topics) {
    const wish = {
      ...(session && topic !== 'plugins' && topic !== 'transport' ? { session_id: session } : {}),
      ...(topic === 'pitch' ? { max_hz: PITCH_HZ } : {}),
    };
    client.on(topic, (data) => store.take(topic, data as never), wish);
  }
  client.onClient('state', ({ state }) => {
    const lastHeard = client.lastHeard || null;
    // A page that never heard the bridge is still looking for it, however often it tries.
    const now = lastHeard === null && state === 'waiting' ? 'connecting' : STATES[state];
    if (now === 'connecting' && store.connection.value.state !== 'connecting') return;
    store.connection.value = { state: now, lastHeard };
  });
}
