import { onTestFinished } from 'vitest';
import type { Clock, RunningOutput } from '../../src/core/plugin/index.js';
import { TestBench } from '../../src/core/plugin/testing/index.js';
import { output } from '../../src/plugins/websocket/index.js';
import { startServer, type TestServer } from './test-server.js';

export interface OverlayBridge extends TestServer {
  readonly overlay: RunningOutput<ReturnType<typeof output.config.parse>>;
  readonly bench: TestBench;
}

interface Settings {
  readonly config?: object;
  readonly server?: Parameters<typeof startServer>[0];
  /** Of the plugin; the server's own keeps real time. */
  readonly clock?: Clock;
}

/** The real server with the real WebSocket output behind it. */
export async function startOverlayBridge({
  config = {},
  server = {},
  clock,
}: Settings = {}): Promise<OverlayBridge> {
  const bridge = await startServer(server);
  const bench = new TestBench();
  const parsed = output.config.parse(config);
  const overlay = output.create({
    ...bench.contextFor(parsed, 'overlay'),
    http: bridge.mounts.mountFor('overlay'),
    door: bridge.door,
    clock: clock ?? bench.clock,
  });
  onTestFinished(() => overlay.stop());
  await overlay.start();
  return { ...bridge, overlay, bench };
}
