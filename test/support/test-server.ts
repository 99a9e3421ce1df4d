import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DependencyContainer, container as root } from 'tsyringe';
import { onTestFinished } from 'vitest';
import { PluginError, RequestError } from '../../src/core/errors.js';
import type { PluginStatus } from '../../src/core/events/index.js';
import { Clock } from '../../src/core/plugin/clock.js';
import { Logger } from '../../src/core/plugin/logger.js';
import type { DeviceList, NearbyList, PluginDirectory } from '../../src/core/plugin/plugin-directory.js';
import {
  BridgeDoor,
  bridgeMethods,
  HttpServer,
  PluginMounts,
  Readiness,
  ServerOptions,
  Telemetry,
} from '../../src/core/server/index.js';
import { InMemorySessionRepository } from '../../src/core/session/in-memory-session-repository.js';
import type {
  EndedPractice,
  LivePractice,
  Practices,
  StartRequest,
} from '../../src/core/session/practice.js';
import { SessionRepository } from '../../src/core/session/session-repository.js';
import { SystemClock } from '../../src/core/system/system-clock.js';
import { lampStatus, metricsSnapshot, openA, sessionEnded, summary } from './feedback-samples.js';
import { SilentLogger } from './silent-logger.js';

/** One practice at a time, as a player would start and stop it. */
export class ScriptedPractices implements Practices {
  readonly wishes: StartRequest[] = [];
  readonly prepared: StartRequest[] = [];
  private session: typeof summary | null = null;

  start(request: StartRequest) {
    if (this.session) throw new RequestError('session.input-taken', 'Input "guitar" is practising already.');
    this.wishes.push(request);
    this.session = { ...summary, scaleName: request.scaleName ?? summary.scaleName };
    return this.session;
  }

  prepare(request: StartRequest) {
    this.prepared.push(request);
    const { id: _, startedAt: __, ...plan } = summary;
    return { ...plan, scaleName: request.scaleName ?? plan.scaleName };
  }

  async stop(id?: string): Promise<EndedPractice> {
    const { session } = this;
    if (!session || (id !== undefined && id !== session.id)) {
      throw new RequestError('session.unknown', 'No such practice is running.');
    }
    this.session = null;
    if (sessionEnded.state !== 'ended') throw new Error('the sample is to be of an ended session');
    return { session, result: sessionEnded.result };
  }

  live(): LivePractice | null {
    return (
      this.session && { session: this.session, lastNote: openA, notes: [openA], metrics: metricsSnapshot }
    );
  }

  running() {
    return this.session ? [this.session] : [];
  }
}

/** A lamp that can be restarted, and no devices. */
export class ScriptedDirectory implements PluginDirectory {
  readonly restarted: string[] = [];

  statuses(): readonly PluginStatus[] {
    return [lampStatus];
  }

  async restart(id: string): Promise<PluginStatus> {
    if (id !== lampStatus.id) throw new PluginError('plugin.not-found', `There is no plugin "${id}".`);
    this.restarted.push(id);
    return { ...lampStatus, state: 'starting' };
  }

  async nearby(id: string): Promise<NearbyList> {
    if (id !== lampStatus.id) throw new PluginError('plugin.not-found', `There is no plugin "${id}".`);
    return { found: [{ name: 'Desk', config: { driver: 'wled', host: '192.168.1.40' } }], reason: null };
  }

  async devices(): Promise<Readonly<Record<string, DeviceList>>> {
    const reason = 'No sound card is here.';
    return { audio: { devices: [{ id: 'a', name: 'A', isDefault: true }], reason, hint: 'Plug one in.' } };
  }
}

export interface TestServer {
  readonly server: HttpServer;
  readonly url: string;
  readonly port: number;
  readonly door: BridgeDoor;
  readonly mounts: PluginMounts;
  readonly telemetry: Telemetry;
  readonly practices: ScriptedPractices;
  readonly directory: ScriptedDirectory;
  readonly repository: InMemorySessionRepository;
  readonly folder: string;
  readonly log: SilentLogger;
  readonly reasons: string[];
}

type Settings = Partial<ServerOptions['http']> & {
  readonly authRequired?: boolean;
  readonly clock?: Clock;
  readonly headersWithinMs?: number;
};

/** The real server on a free port, with scripted rooms behind it; it stops when the test ends. */
export async function startServer({
  authRequired = false,
  clock,
  headersWithinMs = 5_000,
  ...http
}: Settings = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-server-'));
  writePages(join(folder, 'web'));
  const log = new SilentLogger();
  const reasons: string[] = [];
  const repository = new InMemorySessionRepository();
  const scope = containerWith(
    {
      http: { host: '127.0.0.1', port: 0, allowedHosts: [], allowedOrigins: [], ...http },
      authRequired,
      tokensFile: join(folder, 'tokens.json'),
      pagesDir: join(folder, 'web'),
      version: '1.2.3',
      headersWithinMs,
    },
    clock ?? new SystemClock(),
    log,
    reasons,
  );
  scope.register(SessionRepository, { useValue: repository });
  const workers = {
    practices: new ScriptedPractices(),
    repository,
    directory: new ScriptedDirectory(),
    version: '1.2.3',
  };
  const door = scope.resolve(BridgeDoor);
  door.offer(bridgeMethods(workers));
  const server = scope.resolve(HttpServer);
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const port = await server.start();
  const parts = { door, mounts: scope.resolve(PluginMounts), telemetry: scope.resolve(Telemetry) };
  return { server, url: server.url, port, ...parts, ...workers, folder, log, reasons };
}

function containerWith(
  options: ServerOptions,
  clock: Clock,
  log: Logger,
  reasons: string[],
): DependencyContainer {
  const scope = root.createChildContainer();
  scope.register(ServerOptions, { useValue: options });
  scope.register(Clock, { useValue: clock });
  scope.register(Logger, { useValue: log });
  scope.register(Readiness, { useValue: { reasons: () => reasons } });
  return scope;
}

function writePages(folder: string): void {
  mkdirSync(join(folder, 'overlay'), { recursive: true });
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<h1>dashboard</h1>');
  writeFileSync(join(folder, 'overlay/note.html'), '<h1>note</h1>');
  writeFileSync(join(folder, 'assets/note-a1b2c3d4.js'), '1');
  writeFileSync(join(folder, '../secret.txt'), 'secret');
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers; `fetch` would not send them all. */
export function rawRequest(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers,
      setHost: headers.host === undefined,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(body);
  });
}
