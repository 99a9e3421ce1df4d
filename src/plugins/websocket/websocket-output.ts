import {
  defineOutput,
  type FeedbackEvent,
  type PluginContext,
  RequestError,
  type Undo,
} from '../../core/plugin/index.js';
import { type MethodResult, SUBPROTOCOL } from '../../core/wire/index.js';
import { Hub, type HubFigures } from './hub.js';
import { type WebSocketConfig, websocketConfig } from './websocket-config.js';

/** How often the plugin's own figures are brought up to date. */
const FIGURES_INTERVAL = 2_000;

/** Shows everything to pages, overlays and other programs. */
class WebSocketOutput {
  private hub: Hub | null = null;
  private undos: Undo[] = [];
  private config: WebSocketConfig;
  private isWanted = false;
  private told = '';

  constructor(private readonly context: PluginContext<WebSocketConfig>) {
    this.config = context.config;
  }

  async start(): Promise<void> {
    const { clock, http } = this.context;
    this.isWanted = true;
    const [version, running] = await Promise.all([this.versionOfBridge(), this.runningSessions()]);
    if (!this.isWanted) return;
    const hub = new Hub(this.config, version, this.context);
    for (const session of running) {
      hub.primeSession(session.session_id, {
        session_id: session.session_id,
        state: 'started',
        session,
        result: null,
      });
    }
    const options = { protocol: SUBPROTOCOL, maxPayload: this.config.limits.message_bytes };
    this.undos = [
      http.socket(this.config.path, (socket, caller) => hub.accept(socket, caller), options),
      http.route('GET', '/clients', () => Response.json({ items: hub.guests }), 'admin'),
      http.route('DELETE', '/clients', (request) => kick(hub, request), 'admin'),
      clock.every(FIGURES_INTERVAL, () => this.tell(hub.figures)),
    ];
    this.hub = hub;
    this.tell(hub.figures);
    this.context.status('running', `Clients connect at ${this.config.path}.`);
  }

  stop(): void {
    this.isWanted = false;
    this.hub?.stop();
    this.hub = null;
    for (const undo of this.undos) undo();
    this.undos = [];
  }

  /** Clients come back at once, and find the new limits. */
  async reconfigure(config: WebSocketConfig): Promise<void> {
    this.hub?.sayBye(
      { reason: 'the bridge changes its settings', reconnect: true, after_ms: 250 },
      'reconfiguring',
    );
    this.stop();
    this.config = config;
    await this.start();
  }

  deliver(feedback: FeedbackEvent): void {
    this.hub?.publish(feedback);
  }

  /** Only figures that changed: every change is itself an event of the topic `plugins`. */
  private tell(figures: HubFigures): void {
    const text = JSON.stringify(figures);
    if (text === this.told) return;
    this.told = text;
    this.context.details({ ...figures });
  }

  private async versionOfBridge(): Promise<string> {
    const answer = await this.ask('bridge.version');
    return (answer as MethodResult<'bridge.version'> | null)?.version ?? 'unknown';
  }

  private async runningSessions(): Promise<MethodResult<'sessions.running'>['items']> {
    const answer = await this.ask('sessions.running');
    return (answer as MethodResult<'sessions.running'> | null)?.items ?? [];
  }

  /** `null` where the bridge does not offer it: clients are served all the same. */
  private async ask(method: string): Promise<unknown> {
    try {
      return await this.context.door.request(method, {}, ['read']);
    } catch (error) {
      this.context.log.debug('The bridge did not answer.', { method, error: String(error) });
      return null;
    }
  }
}

function kick(hub: Hub, { url }: Request): Response {
  const id = new URL(url).searchParams.get('connection_id') ?? '';
  if (hub.kick(id)) return Response.json({ success: true });
  throw new RequestError(
    'request.invalid',
    `There is no client "${id.slice(0, 64)}": give the connection_id of one that GET …/clients lists.`,
  );
}

export const output = defineOutput({
  name: 'websocket',
  config: websocketConfig,
  create: (context: PluginContext<WebSocketConfig>) => new WebSocketOutput(context),
});
