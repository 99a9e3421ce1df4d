import {
  type Clock,
  DeviceError,
  type Milliseconds,
  PluginConfigError,
  RetryableError,
} from '../../../core/plugin/index.js';
import { pause, withDeadline } from '../deadline.js';
import type { HueConfig } from '../lamp-config.js';
import { type Answer, PinnedHttps, StrangeCertificate } from './pinned-https.js';

const ANSWER_LIMIT: Milliseconds = 2_000;
/** A bridge takes ten commands a second, from all its lamps together. */
const TURN: Milliseconds = 100;
/** What other apps send counts too: then the bridge wants to be left alone for a while. */
const REST: Milliseconds = 1_000;
const ATTEMPTS = 3;
const BUSY: readonly number[] = [429, 503];

/** When each bridge takes its next command. */
const nextTurns = new Map<string, Milliseconds>();

/** Where a bridge is. Before pairing its certificate and the key are not known. */
type Access = Pick<HueConfig, 'host' | 'port'> & Partial<Pick<HueConfig, 'app_key' | 'certificate'>>;

/** What a bridge answers to CLIP, its API; nothing about what it does not know. */
export interface Clip {
  readonly data?: readonly unknown[];
  readonly errors?: readonly { readonly description?: string }[];
}

/** One Hue bridge over HTTPS, held to the certificate it was paired with. */
export class HueBridge {
  private readonly https: PinnedHttps;
  private readonly closing = new AbortController();

  constructor(
    private readonly access: Access,
    private readonly clock: Clock,
  ) {
    this.https = new PinnedHttps(access.host, access.port, access.certificate);
  }

  get name(): string {
    return `Hue bridge at ${this.access.host}`;
  }

  /** SHA-256 of the certificate that the bridge showed last, as the configuration names it. */
  get certificate(): string {
    return this.https.certificate;
  }

  /** A key for this program; `null` unless the button of the bridge was pressed in the last 30 s. */
  async pair(): Promise<string | null> {
    const { body } = await this.ask('POST', '/api', { devicetype: 'fretcoach#bridge' });
    const key: unknown = Array.isArray(body) ? body[0]?.success?.username : null;
    return typeof key === 'string' ? key : null;
  }

  /** @throws DeviceError, RetryableError or PluginConfigError; so does `put`. */
  async get(resource: string): Promise<Clip> {
    return this.clipOf(await this.ask('GET', `/clip/v2/resource/${resource}`));
  }

  /** Waits for the bridge's next turn, and when the bridge is busy for one after that. */
  async put(resource: string, wish: object): Promise<Clip> {
    for (let attempt = 1; ; attempt++) {
      await this.turn();
      const answer = await this.ask('PUT', `/clip/v2/resource/${resource}`, wish);
      if (!BUSY.includes(answer.status) || attempt === ATTEMPTS) return this.clipOf(answer);
      this.postpone(REST);
    }
  }

  close(): void {
    nextTurns.delete(this.id); // Whoever else speaks to it comes one turn early, once.
    this.closing.abort();
    this.https.close();
  }

  private async turn(): Promise<void> {
    const wait = (nextTurns.get(this.id) ?? 0) - this.clock.now();
    this.postpone(Math.max(0, wait) + TURN);
    if (wait > 0) await pause(this.clock, wait, this.closing.signal);
  }

  private postpone(wait: Milliseconds): void {
    nextTurns.set(this.id, this.clock.now() + wait);
  }

  private get id(): string {
    return `${this.access.host}:${this.access.port}`;
  }

  private async ask(method: string, path: string, body?: object): Promise<Answer> {
    const { app_key } = this.access;
    const headers = app_key ? { 'hue-application-key': app_key } : {};
    const limit = new AbortController();
    const signal = AbortSignal.any([this.closing.signal, limit.signal]);
    const answer = this.https.ask({ method, path, headers, signal, ...(body ? { body } : {}) });
    try {
      return await withDeadline(this.clock, ANSWER_LIMIT, answer, () => new Error('it does not answer'));
    } catch (cause) {
      limit.abort();
      throw cause instanceof StrangeCertificate ? this.stranger() : this.lost(cause);
    }
  }

  private clipOf({ status, body }: Answer): Clip {
    if (status === 403) throw this.refused();
    if (status === 404) return {};
    if (status < 300 && isClip(body)) return body;
    throw new RetryableError(
      `${this.name} cannot be used: it answers with status ${status}.`,
      'Check `host` and `port` of the lamp.',
    );
  }

  private lost(cause: unknown): DeviceError {
    const hint = 'Is it plugged in and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }

  private refused(): PluginConfigError {
    return new PluginConfigError('/app_key', `${this.name} refused the key.`, PAIR);
  }

  private stranger(): PluginConfigError {
    const message = `${this.name} does not show the certificate it was paired with.`;
    return new PluginConfigError(
      '/certificate',
      message,
      `Does another device have its address now? If not: ${PAIR}`,
    );
  }
}

const PAIR = 'Press the button of the bridge, then find lamps nearby and take the lamp again.';

function isClip(body: unknown): body is Clip {
  return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data);
}
