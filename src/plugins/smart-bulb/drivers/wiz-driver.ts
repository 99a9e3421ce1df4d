import { createSocket, type Socket } from 'node:dgram';
import { bytesFromRgb, type Light, lightFromRgb, rgbFromLight } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds, type Undo } from '../../../core/plugin/index.js';
import type { WizConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';

/** A packet is sent once for each of these waits for its answer: UDP loses packets. */
const WAITS: readonly Milliseconds[] = [750, 1_500, 750];
const DIMMEST = 10; // per cent; the bulb refuses less

/** What `getPilot` tells and `setPilot` takes. */
interface Pilot {
  readonly state?: boolean;
  readonly r?: number;
  readonly g?: number;
  readonly b?: number;
  readonly c?: number;
  readonly w?: number;
  readonly temp?: number;
  readonly dimming?: number;
  readonly sceneId?: number;
  readonly speed?: number;
}

interface Answer {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly result?: Pilot & { readonly success?: boolean };
  readonly error?: { readonly message?: unknown };
}

interface Pending {
  readonly settle: (answer: Answer) => void;
  readonly refuse: (error: Error) => void;
}

/** WiZ bulbs: JSON over UDP, one answer to every command. */
export class WizDriver implements LampDriver {
  readonly capabilities = { fades: false, maxRate: 10 };
  private socket: Socket | null = null;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();

  constructor(
    private readonly config: Pick<WizConfig, 'host' | 'port'>,
    private readonly clock: Clock,
  ) {}

  get name(): string {
    return `WiZ bulb at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const socket = createSocket(this.config.host.includes(':') ? 'udp6' : 'udp4');
    this.socket = socket;
    socket.on('message', (packet) => this.receive(packet));
    socket.on('error', (cause) => this.refuseAll(this.lost(cause)));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (cause) => reject(this.lost(cause)));
      socket.once('close', () => reject(this.lost()));
      socket.connect(this.config.port, this.config.host);
    });
    await this.check();
  }

  async snapshot(): Promise<LampState> {
    const { result = {} } = await this.call('getPilot', {});
    return { raw: result, light: lightOf(result) };
  }

  async restore({ raw }: LampState): Promise<void> {
    await this.call('setPilot', restoringPilot(raw as Pilot));
  }

  async apply(light: Light): Promise<void> {
    await this.call('setPilot', pilotFrom(light));
  }

  async check(): Promise<void> {
    await this.call('getPilot', {});
  }

  dispose(): void {
    this.socket?.close();
    this.socket = null;
    this.refuseAll(new Error('the bulb was let go'));
  }

  private call(method: string, params: object): Promise<Answer> {
    const id = this.nextId++;
    const packet = JSON.stringify({ id, method, params });
    return new Promise<Answer>((resolve, reject) => {
      let cancel: Undo = () => {};
      const finish = (): void => {
        cancel();
        this.pending.delete(id);
      };
      this.pending.set(id, {
        settle: (answer) => {
          finish();
          if (answer.error) reject(this.refused(method, answer.error.message));
          else resolve(answer);
        },
        refuse: (error) => {
          finish();
          reject(error);
        },
      });
      const send = ([wait, ...waits]: readonly Milliseconds[]): void => {
        this.socket?.send(packet);
        if (wait !== undefined) cancel = this.clock.after(wait, () => next(waits));
      };
      const next = (waits: readonly Milliseconds[]): void => {
        if (waits.length > 0 && this.socket) send(waits);
        else this.pending.get(id)?.refuse(this.lost());
      };
      send(WAITS);
    });
  }

  private receive(packet: Buffer): void {
    const answer = answerFrom(packet);
    // Old firmware leaves the id out: then it answers the oldest question.
    const id = typeof answer?.id === 'number' ? answer.id : [...this.pending.keys()][0];
    if (answer && id !== undefined) this.pending.get(id)?.settle(answer);
  }

  private refuseAll(error: Error): void {
    for (const { refuse } of [...this.pending.values()]) refuse(error);
  }

  private lost(cause?: unknown): DeviceError {
    const hint = 'Is it switched on at the wall and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }

  private refused(method: string, why: unknown): Error {
    return new Error(`${this.name} refused ${method}: ${String(why)}`);
  }
}

function answerFrom(packet: Buffer): Answer | null {
  try {
    const answer = JSON.parse(packet.toString('utf8')) as Answer | null;
    return answer?.result || answer?.error ? answer : null;
  } catch {
    return null; // Not for us: anything may arrive over UDP.
  }
}

/** Full colour and dimming apart, so that dim colours stay true. */
export function pilotFrom({ hue, saturation, brightness }: Light): Pilot {
  const [r, g, b] = bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
  return { state: true, r, g, b, dimming: Math.max(DIMMEST, Math.round(brightness * 100)) };
}

/** The bulb is given back in the mode it was in: a scene, a white or a colour. */
export function restoringPilot({ state, sceneId, speed, temp, r, g, b, c, w, dimming }: Pilot): Pilot {
  if (state === false) return { state: false };
  const mode = sceneId ? { sceneId, speed } : temp ? { temp } : { r, g, b, c, w };
  return { state: true, ...mode, dimming } as Pilot; // JSON leaves out what is undefined.
}

function lightOf({ state, r, g, b, dimming = 100 }: Pilot): Light | null {
  if (state === false) return { hue: 0, saturation: 0, brightness: 0 };
  if (r === undefined || g === undefined || b === undefined) return null;
  return { ...lightFromRgb([r / 255, g / 255, b / 255]), brightness: dimming / 100 };
}
