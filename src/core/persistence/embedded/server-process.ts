import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type Cluster } from './cluster.js';
import { programOf } from './server-binaries.js';
import type { ServerEndpoint } from './server-endpoint.js';
import { ServerOutput } from './server-output.js';
import { watchdogCommand } from './watchdog.js';

/** Small, because one player needs little; durable, because nothing may be lost. */
const SETTINGS = [
  'shared_buffers=32MB',
  'max_connections=40',
  'max_wal_size=256MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'jit=off',
  'huge_pages=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
  'unix_socket_permissions=0700',
];

/** From 18 on: no helper processes for reading. */
const SETTINGS_18 = ['io_method=sync'];

/** One run of the server, under its watchdog. */
export class ServerProcess {
  private readonly output = new ServerOutput();
  private readonly child: ChildProcessByStdio<Writable, null, Readable>;
  /** Resolves when it is over, however that came. */
  readonly ended: Promise<void>;
  /** Resolves with true when the server takes connections, with false when it ended before that. */
  readonly started: Promise<boolean>;

  constructor({ folder, binaries, account }: Cluster, endpoint: ServerEndpoint) {
    const settings = [...SETTINGS, ...(binaries.major >= 18 ? SETTINGS_18 : []), ...endpoint.settings];
    const server = [
      programOf(binaries, 'postgres'),
      '-D',
      folder,
      ...settings.flatMap((setting) => ['-c', setting]),
    ];
    const { program, args } = watchdogCommand(endpoint.folder, server);
    // Detached: Ctrl+C is for the bridge, which still has notes to store before the server may go.
    this.child = spawn(program, args, {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.child.stdin.on('error', () => {}); // it may be gone already
    this.ended = new Promise((resolve) =>
      this.child.once('close', () => resolve()).once('error', () => resolve()),
    );
    this.started = Promise.race([this.ready(), this.ended.then(() => false)]);
  }

  get reason(): string {
    return this.output.reason;
  }

  get isHeldByAnother(): boolean {
    return this.output.isHeldByAnother;
  }

  /** Shuts the server down fast: open transactions are rolled back, all that was committed stays. */
  async stop(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }

  private ready(): Promise<boolean> {
    return new Promise((resolve) => {
      this.child.on('error', (error) => this.output.add(`FATAL:  ${error.message}\n`));
      this.child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        if (this.output.add(chunk)) resolve(true);
      });
    });
  }
}
