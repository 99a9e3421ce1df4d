import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Clock } from '../../../src/core/plugin/index.js';

type Json = Record<string, unknown>;

const FILES = join(import.meta.dirname, '../../fixtures/hue-bridge');
/** It signed that itself, as bridges do. */
const TLS = {
  key: readFileSync(join(FILES, 'key.pem')),
  cert: readFileSync(join(FILES, 'certificate.pem')),
};
const BUTTON_HOLDS = 30_000;

export const DESK = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
/** Gamut C, that of newer colour lamps. */
export const GAMUT = {
  red: { x: 0.6915, y: 0.3083 },
  green: { x: 0.17, y: 0.7 },
  blue: { x: 0.1532, y: 0.0475 },
};

const WARM_WHITE: Json = {
  type: 'light',
  id: DESK,
  metadata: { name: 'Desk', archetype: 'sultan_bulb' },
  on: { on: true },
  dimming: { brightness: 60.08, min_dim_level: 0.2 },
  color_temperature: { mirek: 366, mirek_valid: true },
  color: { xy: { x: 0.4575, y: 0.4099 }, gamut: GAMUT, gamut_type: 'C' },
  effects: { status: 'no_effect', effect_values: ['no_effect', 'candle', 'fire'] },
};

/** It knows no colours. */
export const HALL = '11111111-2222-4333-8444-555555555555';
const WHITE: Json = {
  type: 'light',
  id: HALL,
  metadata: { name: 'Hall' },
  on: { on: false },
  dimming: { brightness: 100 },
};

/** A Hue bridge on loopback with one lamp of colours and one of white: TLS, keys, button, and ten commands a second. */
export class FakeHue {
  desk: Json = structuredClone(WARM_WHITE);
  readonly wishes: Json[] = [];
  readonly keys = new Set(['right']);
  connections = 0;
  requests = 0;
  isSilent = false;
  /** Switched off at the wall. */
  isCutOff = false;
  trouble: number | null = null;
  private pressedAt = Number.NEGATIVE_INFINITY;
  private times: number[] = [];

  private constructor(
    private readonly server: Server,
    private readonly clock: Clock,
  ) {}

  static async open(clock: Clock): Promise<FakeHue> {
    const server = createServer(TLS);
    const fake = new FakeHue(server, clock);
    server.on('secureConnection', () => fake.connections++);
    server.on('request', (request, response) => void fake.hear(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get certificate(): string {
    return new X509Certificate(TLS.cert).fingerprint256;
  }

  pressButton(): void {
    this.pressedAt = this.clock.now();
  }

  /** Another app sends so many commands, all at once. */
  rush(commands: number): void {
    this.times.push(...Array.from({ length: commands }, () => this.clock.now()));
  }

  /** As bridges do with connections nobody uses. */
  hangUp(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    const body = request.method === 'GET' ? {} : ((await json(request)) as Json);
    if (this.isSilent) return;
    const [status, answer] = this.answer(request, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private answer({ method, url, headers }: IncomingMessage, body: Json): [status: number, answer: unknown] {
    if (this.trouble) return [this.trouble, null];
    if (method === 'POST' && url === '/api') return [200, [this.pair(body)]];
    if (!this.keys.has(String(headers['hue-application-key']))) return [403, null];
    if (url === '/clip/v2/resource/light') return [200, { errors: [], data: [WHITE, this.desk] }];
    if (url === `/clip/v2/resource/light/${HALL}`) return [200, { errors: [], data: [WHITE] }];
    if (url !== `/clip/v2/resource/light/${DESK}`)
      return [404, { errors: [{ description: 'Not Found' }], data: [] }];
    if (method === 'GET') return [200, { errors: [], data: [this.desk] }];
    if (this.isOverrun()) return [429, null];
    return this.take(body);
  }

  private pair({ devicetype }: Json): Json {
    if (!/^[^#]{1,20}#.{1,19}$/.test(String(devicetype)))
      return { error: { type: 7, description: 'invalid value' } };
    if (this.clock.now() - this.pressedAt > BUTTON_HOLDS)
      return { error: { type: 101, address: '', description: 'link button not pressed' } };
    this.keys.add('fresh');
    return { success: { username: 'fresh' } };
  }

  private isOverrun(): boolean {
    const now = this.clock.now();
    this.times = [...this.times.filter((time) => now - time < 1000), now];
    return this.times.length > 10;
  }

  private take(wish: Json): [status: number, answer: unknown] {
    const fault = faultIn(wish);
    if (fault) return [400, { errors: [{ description: fault }], data: [] }];
    this.wishes.push(wish);
    const { effects, color, color_temperature, on, dimming } = wish as Record<string, Json>;
    const mirek = color_temperature?.mirek ?? (color ? null : (this.desk.color_temperature as Json).mirek);
    this.desk = {
      ...this.desk,
      ...(on ? { on } : {}),
      ...(dimming ? { dimming: { ...(this.desk.dimming as Json), ...dimming } } : {}),
      ...(color ? { color: { ...(this.desk.color as Json), ...color } } : {}),
      ...(effects ? { effects: { ...(this.desk.effects as Json), status: effects.effect } } : {}),
      color_temperature: { mirek, mirek_valid: mirek !== null },
    };
    const description = `device (light) ${DESK} has communication issues, command (on) may not have effect`;
    const data = [{ rid: DESK, rtype: 'light' }];
    return this.isCutOff ? [207, { errors: [{ description }], data }] : [200, { errors: [], data }];
  }
}

/** What a bridge refuses. */
function faultIn(wish: Json): string | null {
  const { dimming, color, dynamics } = wish as Record<string, Json>;
  const { x = 0, y = 0 } = (color?.xy ?? {}) as { x?: number; y?: number };
  if (![x, y].every((part) => part >= 0 && part <= 1)) return 'invalid value for color.xy';
  const brightness = Number(dimming?.brightness ?? 100);
  if (!(brightness >= 0 && brightness <= 100)) return 'invalid value for dimming.brightness';
  return Number.isInteger(dynamics?.duration ?? 0) ? null : 'invalid value for dynamics.duration';
}
