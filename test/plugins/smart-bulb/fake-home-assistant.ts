import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Record<string, unknown>;

const WARM_WHITE: Json = {
  entity_id: 'light.desk_lamp',
  state: 'on',
  attributes: {
    color_mode: 'color_temp',
    color_temp_kelvin: 2700,
    brightness: 180,
    rgb_color: [255, 166, 87],
    effect: 'None',
  },
};

/** Home Assistant's WebSocket API on loopback: phases of the handshake, ids that must rise, results with errors. */
export class FakeHomeAssistant {
  light: Json = structuredClone(WARM_WHITE);
  readonly calls: Json[] = [];
  isDeaf = false;
  private constructor(private readonly server: WebSocketServer) {}

  static async open(): Promise<FakeHomeAssistant> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/api/websocket' });
    await new Promise<void>((resolve) => server.once('listening', resolve));
    const fake = new FakeHomeAssistant(server);
    server.on('connection', (socket) => fake.greet(socket));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private greet(socket: WebSocket): void {
    let lastId = 0;
    let isKnown = false;
    const tell = (message: Json) => socket.send(JSON.stringify(message));
    tell({ type: 'auth_required', ha_version: '2026.1.0' });
    socket.on('message', (text) => {
      if (this.isDeaf) return;
      const message = JSON.parse(String(text)) as Json;
      if (!isKnown) {
        isKnown = message.type === 'auth' && message.access_token === 'right';
        tell(
          isKnown
            ? { type: 'auth_ok', ha_version: '2026.1.0' }
            : { type: 'auth_invalid', message: 'Invalid access token' },
        );
        if (!isKnown) socket.close();
        return;
      }
      const id = Number(message.id);
      if (id > lastId) this.answer(id, message, tell);
      else tell(failed(id, 'Identifier values have to increase.'));
      lastId = id;
    });
  }

  private answer(id: number, message: Json, tell: (answer: Json) => void): void {
    if (message.type === 'ping') tell({ id, type: 'pong' });
    if (message.type === 'get_states') tell({ id, type: 'result', success: true, result: [SUN, this.light] });
    if (message.type === 'call_service') tell(this.serve(id, message));
  }

  private serve(id: number, { service, target, service_data }: Json): Json {
    const data = service_data as Json;
    if (data.hs_color && data.color_temp_kelvin) return failed(id, 'two colours at once');
    this.calls.push({ service, target, ...data });
    this.light = { ...this.light, state: service === 'turn_off' ? 'off' : 'on' };
    return { id, type: 'result', success: true, result: { context: {} } };
  }
}

const SUN = { entity_id: 'sun.sun', state: 'below_horizon', attributes: {} };

function failed(id: number, message: string): Json {
  return { id, type: 'result', success: false, error: { code: 'invalid_format', message } };
}
