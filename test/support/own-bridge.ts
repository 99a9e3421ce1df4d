import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { BUILT_IN_PLUGINS } from '../../src/built-in-plugins.js';
import { bridgeConfigFromFile, bridgeFile } from '../../src/core/config/index.js';
import type { PluginStatus } from '../../src/core/events/plugin-status.js';
import type { BuiltInPlugins } from '../../src/core/host/plugin-loader.js';
import { type RunningBridge, runBridge } from '../../src/main.js';
import { type FreshDatabase, freshDatabase, ownFolder, query } from './database.js';
import { SilentLogger } from './silent-logger.js';

// biome-ignore lint/suspicious/noExplicitAny: whatever the bridge answers; the tests say what they expect of it.
export type Json = any;

/** A bridge of the test's own: free port, own folder, own database. Stopped and cleared away when the test is over. */
export interface OwnBridge {
  readonly bridge: RunningBridge;
  readonly url: string;
  get(path: string): Promise<Json>;
  post(path: string, body: unknown): Promise<Json>;
  rows(table: 'sessions' | 'session_metrics'): Promise<Json[]>;
  listen(topics: readonly string[]): Promise<Listener>;
  /** Resolves when a plugin is as far as the test wants it. */
  until(id: string, enough: (status: PluginStatus) => boolean): Promise<void>;
}

/** A program at the other end of the WebSocket. */
export interface Listener {
  readonly events: { readonly topic: string; readonly data: Json }[];
  /** Resolves with the events of a topic as soon as `enough` says so. */
  until(topic: string, enough: (data: readonly Json[]) => boolean): Promise<Json[]>;
}

export interface OwnBridgeOptions {
  readonly plugins: Record<string, { use: string; config?: Record<string, unknown>; enabled?: boolean }>;
  readonly session?: Record<string, unknown>;
  /** Where the server listens; a free port when left out. */
  readonly port?: number;
  /** Changes how the database is reached. */
  readonly env?: (database: FreshDatabase) => Record<string, string>;
  /** Takes the place of plugins that come with the bridge. */
  readonly builtIns?: BuiltInPlugins;
}

export async function ownBridge({
  plugins,
  session = {},
  builtIns = {},
  port = 0,
  env = (database) => database.env,
}: OwnBridgeOptions): Promise<OwnBridge> {
  const database = await freshDatabase();
  const file = { bridge: { http: { port } }, session, plugins };
  const looks = new Set<() => void>();
  const bridge = await runBridge({
    config: bridgeConfigFromFile(bridgeFile.parse(file)),
    folder: process.cwd(),
    dataDir: ownFolder(),
    log: new SilentLogger(),
    env: env(database),
    builtIns: { ...BUILT_IN_PLUGINS, ...builtIns },
    hear: () => {
      for (const look of looks) look();
    },
  });
  onTestFinished(() => bridge.stop().then(() => database.drop()));
  return {
    bridge,
    url: bridge.url,
    get: (path) => answered(fetch(bridge.url + path)),
    post: (path, body) => answered(posted(bridge.url + path, body)),
    rows: (table) => rowsOf(database, table),
    listen: (topics) => listenTo(bridge.url, topics),
    until: (id, enough) =>
      new Promise((resolve) => {
        const look = () =>
          bridge.statuses().some((status) => status.id === id && enough(status)) && resolve();
        looks.add(look);
        look();
      }),
  };
}

function posted(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function answered(response: Promise<Response>): Promise<Json> {
  return (await response).json();
}

function rowsOf(database: FreshDatabase, table: 'sessions' | 'session_metrics'): Promise<Json[]> {
  const order = table === 'sessions' ? 'start_time' : 'timestamp, id';
  return query(database.address, `SELECT * FROM ${table} ORDER BY ${order}`);
}

async function listenTo(url: string, topics: readonly string[]): Promise<Listener> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, 'fretcoach.v1');
  onTestFinished(() => socket.close());
  const events: Listener['events'] = [];
  const waiting = new Set<() => void>();
  const ready = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (text) => {
      const message = JSON.parse(text.toString());
      if (message.type === 'hello') socket.send(identify(topics));
      if (message.type === 'ready') resolve();
      if (message.type === 'event') events.push(message);
      for (const look of waiting) look();
    });
  });
  await ready;
  return { events, until: (topic, enough) => until(events, waiting, topic, enough) };
}

function identify(topics: readonly string[]): string {
  const subscribe = topics.map((topic) => ({ topic, mode: 'all' }));
  return JSON.stringify({ type: 'identify', protocol: 1, client: 'a journey', subscribe });
}

function until(
  events: Listener['events'],
  waiting: Set<() => void>,
  topic: string,
  enough: (data: readonly Json[]) => boolean,
): Promise<Json[]> {
  return new Promise((resolve) => {
    const look = () => {
      const data = events.filter((event) => event.topic === topic).map((event) => event.data);
      if (!enough(data)) return;
      waiting.delete(look);
      resolve(data);
    };
    waiting.add(look);
    look();
  });
}
