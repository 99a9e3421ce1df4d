import { BridgeLink } from '../../src/client/bridge-link.js';
import type { ClientState, SocketConstructor, Topic } from '../../src/client/index.js';
import type { BridgeStore, Connection } from './bridge-store.js';

/** Once a picture. */
const PITCH_HZ = 60;

export interface ConnectOptions {
  readonly token: string | null;
  /** Only what belongs to this session. */
  readonly session: string | null;
  readonly topics: Iterable<Topic>;
}

/** They belong to no session. */
const COMMON: readonly Topic[] = ['plugins', 'transport'];

/** A page that never heard the bridge is still looking for it, however often it tries; one that did has lost it. */
function seenState(state: ClientState, wasHeard: boolean): Connection['state'] {
  if (state === 'connecting' || state === 'waiting') return wasHeard ? 'lost' : 'connecting';
  return state === 'closed' ? 'refused' : state;
}

/** Keeps the store up to date with the bridge that served this page, for as long as the page lives. */
export function connect(store: BridgeStore, { token, session, topics }: ConnectOptions): void {
  const link = new BridgeLink({
    client: 'fretcoach-page',
    url: `${location.origin.replace('http', 'ws')}/ws`,
    token,
    WebSocket: WebSocket as SocketConstructor,
    wishes: () =>
      [...topics].map((topic) => ({
        topic,
        session_id: (!COMMON.includes(topic) && session) || undefined,
        max_hz: topic === 'pitch' ? PITCH_HZ : undefined,
      })),
    hear(message) {
      if ('data' in message && 'topic' in message && message.data)
        store.take(message.topic, message.data as never);
    },
    change(state) {
      const lastHeard = link.lastHeard || null;
      store.connection.value = { state: seenState(state, lastHeard !== null), lastHeard };
    },
  });
}
