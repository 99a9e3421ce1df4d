// The bridge's server with its WebSocket output, and nothing else: what it is given travels to its clients.
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { container } from 'tsyringe';

const { Clock, Logger } = await import('../../dist/core/plugin/index.js');
const { BridgeDoor, HttpServer, PluginMounts, Readiness, ServerOptions } = await import(
  '../../dist/core/server/index.js'
);
const { InMemorySessionRepository } = await import('../../dist/core/session/in-memory-session-repository.js');
const { SessionRepository } = await import('../../dist/core/session/session-repository.js');
const { SystemClock } = await import('../../dist/core/system/system-clock.js');
const { output } = await import('../../dist/plugins/websocket/index.js');

const silent = { debug() {}, info() {}, warn() {}, error() {}, named: () => silent };

/** `figures` are what the plugin last told of itself. */
export async function overlayServer() {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-bench-'));
  const box = container.createChildContainer();
  const clock = new SystemClock();
  box.register(ServerOptions, {
    useValue: {
      http: { host: '127.0.0.1', port: 0, allowedHosts: [], allowedOrigins: [] },
      authRequired: false,
      tokensFile: join(folder, 'tokens.json'),
      pagesDir: join(import.meta.dirname, '../../dist/web'),
      version: 'bench',
    },
  });
  box.register(Clock, { useValue: clock });
  box.register(Logger, { useValue: silent });
  box.register(Readiness, { useValue: { reasons: () => [] } });
  box.register(SessionRepository, { useValue: new InMemorySessionRepository() });
  const server = box.resolve(HttpServer);
  const port = await server.start();
  let figures = {};
  const overlay = output.create({
    id: 'overlay',
    config: output.config.parse({ limits: { clients: 2_000 } }),
    clock,
    log: silent,
    signal: new AbortController().signal,
    http: box.resolve(PluginMounts).mountFor('overlay'),
    door: box.resolve(BridgeDoor),
    status() {},
    details: (facts) => {
      figures = facts;
    },
    fail: (error) => {
      throw error;
    },
  });
  await overlay.start();
  return {
    origin: `http://127.0.0.1:${port}`,
    now: () => clock.now(),
    deliver: (feedback) => overlay.deliver(feedback),
    figures: () => figures,
    async stop() {
      await overlay.stop();
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
