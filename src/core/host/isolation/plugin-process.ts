import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { RetryableError } from '../../errors.js';
import type { Milliseconds } from '../../music/units.js';
import type { Clock, Undo } from '../../plugin/clock.js';
import type { PluginPermission } from '../../plugin/permissions.js';
import { workerUrl } from '../../system/worker-url.js';
import { HEARTBEAT } from './beginning.js';
import { endWithUs } from './end-with-us.js';
import { flagsFor, visibleEnvironment } from './permissions.js';
import { type Handlers, type Packet, Talk } from './talk.js';

/** A process that misses so many is stalled. Counted, not measured: whoever held us up must not look silent. */
const MISSED_BEATS = 5;
/** So many packets beyond what the channel holds: it does not keep up, and our memory would fill. */
const MOST_UNREAD = 1_000;
/** What a plugin prints is logged in pieces; its pipe fills meanwhile, and it waits. */
const LONGEST_PRINT = 4_000;
const PRINT_PAUSE: Milliseconds = 100;

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
  /** Resolves when nothing of it is left. */
  readonly gone: Promise<void>;
  private readonly child: ChildProcess;
  private readonly stopWatching: Undo;
  private missedBeats = 0;
  private unread = 0;
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
    this.talk = new Talk((packet) => this.send(packet), handlers);
    this.stopWatching = clock.every(HEARTBEAT, () => this.watch());
    this.child.on('message', (packet: Packet) => this.hear(packet));
    const ended = (code: number | null, signal: string | null) =>
      this.end(new RetryableError(`Its process ended (${signal ?? `exit code ${code}`}).`));
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (...how) => resolve(ended(...how)));
      this.child.on('error', (error) => resolve(this.end(error)));
    });
    const { pid, stdout, stderr } = this.child;
    if (pid !== undefined) void this.gone.then(endWithUs(pid));
    for (const stream of [stdout, stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        handlers.log?.('info', text.trimEnd().slice(0, LONGEST_PRINT));
        this.pause(stream);
      });
  }

  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /** At once, whatever it does. */
  kill(): Promise<void> {
    this.hasEnded = true;
    this.stopWatching();
    this.child.kill('SIGKILL');
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.resume();
    return this.gone;
  }

  private send(packet: Packet): void {
    if (!this.child.connected) return; // That it is gone, `exit` tells.
    const isRead = this.child.send(packet, () => {});
    this.unread = isRead ? 0 : this.unread + 1;
    if (this.unread > MOST_UNREAD) this.end(new RetryableError('It does not read what it is sent.'));
  }

  /** Whatever goes wrong over its words is its own failure. */
  private hear(packet: Packet): void {
    this.missedBeats = 0;
    if (this.hasEnded) return;
    try {
      this.talk.hear(packet);
    } catch (error) {
      this.end(error as Error);
    }
  }

  private watch(): void {
    if (this.missedBeats++ < MISSED_BEATS) return;
    this.end(new RetryableError(`It gave no sign of life for ${(MISSED_BEATS * HEARTBEAT) / 1000} s.`));
  }

  private pause(stream: Readable): void {
    if (this.hasEnded) return;
    stream.pause();
    this.clock.after(PRINT_PAUSE, () => stream.resume());
  }

  private end(error: Error): void {
    const isNews = !this.hasEnded;
    void this.kill();
    this.talk.end(error);
    if (isNews) this.lost(error);
  }
}
