import { BridgeListener } from '../../src/client/bridge-listener.js';
import type { ClientState, TopicData, TopicWish } from '../../src/client/index.js';
import type { BridgeStore, Connection } from './bridge-store.js';

export interface ConnectOptions {
  readonly token: string | null;
  /** Only what belongs to this session. */
  readonly session: string | null;
}

const STATES: Readonly<Record<ClientState, Connection['state']>> = {
  connecting: 'connecting',
  live: 'live',
  stale: 'stale',
  waiting: 'lost',
  closed: 'refused',
};

/** Keeps the store up to date with the bridge that served this page, for as long as the page lives. */
export function connect(store: BridgeStore, { token, session }: ConnectOptions): void {
  const client = new BridgeListener({ client: 'fretcoach-page', ...(token ? { token } : {}) });
  const own = session ? { session_id: session } : {};
  const follow = <Topic extends keyof TopicData>(topic: Topic, wish: TopicWish = own) =>
    client.on(
      topic,
      (data) => {
        store.connection.value = { state: 'live', lastHeard: Date.now() };
        store.take(topic, data);
      },
      wish,
    );
  follow('session');
  follow('note');
  follow('metrics');
  follow('pitch', { ...own, max_hz: 60 });
  follow('plugins', {});
  follow('transport', {});
  client.onClient('state', ({ state }) => {
    const { state: before, lastHeard } = store.connection.value;
    // A page that never heard the bridge is still looking for it, however often it tries.
    const now = lastHeard === null && state === 'waiting' ? 'connecting' : STATES[state];
    if (now === 'connecting' && before !== 'connecting') return;
    store.connection.value = { state: now, lastHeard: now === 'live' ? Date.now() : lastHeard };
  });
}
