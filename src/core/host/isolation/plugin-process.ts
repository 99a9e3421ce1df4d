import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RetryableError } from '../../errors.js';
import type { Milliseconds } from '../../music/units.js';
import type { Clock, Undo } from '../../plugin/clock.js';
import type { PluginPermission } from '../../plugin/permissions.js';
import { workerUrl } from '../../system/worker-url.js';
import { HEARTBEAT } from './beginning.js';
import { flagsFor, visibleEnvironment } from './permissions.js';
import { type Handlers, type Packet, Talk } from './talk.js';

/** A process that is silent for so long is stalled. */
const SILENCE: Milliseconds = 5_000;

/** Where a plugin is, and what its process may do. */
export interface PluginPlace {
  readonly url: string;
  readonly permissions: readonly PluginPermission[];
  /** Folders it may write to. */
  readonly writable: readonly string[];
}

/** A process for one plugin: it may end, hang or leak without anybody else noticing. */
export class PluginProcess {
  readonly talk: Talk;
  private readonly child: ChildProcess;
  private readonly stopWatching: Undo;
  private heardAt: Milliseconds;
  private hasEnded = false;

  /** `lost` is called once, when the process ends without having been asked to. */
  constructor(
    place: PluginPlace,
    handlers: Handlers,
    private readonly clock: Clock,
    private readonly lost: (error: Error) => void,
  ) {
    this.child = fork(fileURLToPath(workerUrl('./child.js', import.meta.url)), [place.url], {
      execArgv: flagsFor(place.permissions, place.writable),
      env: visibleEnvironment(process.env),
      serialization: 'advanced',
      silent: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => handlers.log?.('info', text.trimEnd()));
    this.talk = new Talk((packet) => this.send(packet), handlers);
    this.heardAt = clock.now();
    this.stopWatching = clock.every(HEARTBEAT, () => this.watch());
    this.child.on('message', (packet: Packet) => this.hear(packet));
    this.child.on('error', (error) => this.end(error));
    this.child.on('exit', (code, signal) =>
      this.end(new RetryableError(`Its process ended (${signal ?? `exit code ${code}`}).`)),
    );
  }

  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /** At once, whatever it does. */
  kill(): void {
    this.hasEnded = true;
    this.stopWatching();
    this.child.kill('SIGKILL');
  }

  private send(packet: Packet): void {
    if (this.child.connected) this.child.send(packet, () => {}); // That it is gone, `exit` tells.
  }

  private hear(packet: Packet): void {
    this.heardAt = this.clock.now();
    if (!this.hasEnded) this.talk.hear(packet);
  }

  private watch(): void {
    if (this.clock.now() - this.heardAt <= SILENCE) return;
    this.end(new RetryableError(`It gave no sign of life for ${SILENCE / 1000} s.`));
  }

  private end(error: Error): void {
    const isNews = !this.hasEnded;
    this.kill();
    this.talk.end(error);
    if (isNews) this.lost(error);
  }
}
