import { spawn } from 'node:child_process';
import { StorageError } from '../../errors.js';
import type { Clock } from '../../plugin/clock.js';
import type { Logger } from '../../plugin/logger.js';
import type { DatabaseAddress } from '../database-address.js';
import { type Cluster, ensureCluster } from './cluster.js';
import { clusterPassword } from './cluster-password.js';
import { programOf } from './server-binaries.js';
import { dropEndpoint, makeEndpoint, restoreEndpoint, type ServerEndpoint } from './server-endpoint.js';
import { ServerProcess } from './server-process.js';

/** How long a server that died with the bridge may take to leave the folder. */
const HELD_TRIES = 120;
const HELD_PAUSE = 250;
/** A server that breaks down is started again, at first at once. */
const RESTART_PAUSES = [100, 500, 1000, 2000, 5000];

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * A private PostgreSQL in the data directory, kept running until `stop`. The caller holds the directory's lock, so a
 * server that still runs there belongs to nobody any more.
 */
export class EmbeddedPostgres {
  private readonly clock: Clock;
  private readonly log: Logger;
  private running: ServerProcess | null = null;
  private isStopping = false;

  private constructor(
    private readonly cluster: Cluster,
    private readonly endpoint: ServerEndpoint,
    { clock, log }: EmbeddedOptions,
  ) {
    this.clock = clock;
    this.log = log;
  }

  /** @throws StorageError `storage.embedded` with the server's own reason. */
  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const password = clusterPassword(options.dataDir);
    const cluster = await ensureCluster(options.dataDir, password?.file ?? null);
    const endpoint = await makeEndpoint(cluster, password?.text ?? null);
    const embedded = new EmbeddedPostgres(cluster, endpoint, options);
    try {
      embedded.keep(await embedded.launch());
      return embedded;
    } catch (error) {
      dropEndpoint(endpoint);
      throw error;
    }
  }

  /** Stays the same through restarts. */
  get address(): DatabaseAddress {
    return this.endpoint.address;
  }

  get folder(): string {
    return this.cluster.folder;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running?.stop();
    dropEndpoint(this.endpoint);
  }

  private async launch(tries = HELD_TRIES): Promise<ServerProcess> {
    restoreEndpoint(this.endpoint, this.cluster);
    const server = new ServerProcess(this.cluster, this.endpoint);
    if (await server.started) return server;
    await server.ended;
    if (!server.isHeldByAnother || tries === 0) throw this.failure(server);
    await this.stopOrphan();
    await this.pause(HELD_PAUSE);
    return this.launch(tries - 1);
  }

  /** Watches the server and starts it anew when it breaks down, such as after a full disk. */
  private keep(server: ServerProcess): void {
    this.running = server;
    server.ended.then(() => {
      if (this.isStopping) return;
      this.log.warn(
        `The database server stopped: ${server.reason}. Starting it again; notes wait in the journal.`,
      );
      void this.revive(0);
    });
  }

  private async revive(failures: number): Promise<void> {
    await this.pause(RESTART_PAUSES[Math.min(failures, RESTART_PAUSES.length - 1)] ?? 0);
    if (this.isStopping) return;
    try {
      const server = await this.launch();
      this.keep(server);
      if (this.isStopping) await server.stop();
    } catch (error) {
      this.log.error((error as Error).message);
      await this.revive(failures + 1);
    }
  }

  /** Asks a server without a bridge to go; whether there is one, and how far it is, shows the next launch. */
  private stopOrphan(): Promise<void> {
    const { folder, binaries, account } = this.cluster;
    const args = ['stop', '-D', folder, '-m', 'fast', '--no-wait', '-s'];
    return new Promise((resolve) => {
      const child = spawn(programOf(binaries, 'pg_ctl'), args, { ...account, cwd: '/', stdio: 'ignore' });
      child.on('close', () => resolve()).on('error', () => resolve());
    });
  }

  private failure(server: ServerProcess): StorageError {
    const message = `Storage could not start its database in ${this.cluster.folder}: ${server.reason}`;
    return new StorageError('storage.embedded', message);
  }

  private pause(delay: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(delay, resolve));
  }
}
