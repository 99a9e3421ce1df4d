import { z } from 'zod';
import {
  type Clock,
  type HttpMount,
  type Milliseconds,
  type Reading,
  RequestError,
  type Undo,
} from '../../../core/plugin/index.js';
import { type Calibration, CalibrationStore } from './calibration-store.js';
import { delayOfClicks } from './latency-from-clicks.js';
import { RecentSound } from './recent-sound.js';

/** When clicks sounded, on the bridge's clock; without clicks only the noise is measured. */
const Order = z.strictObject({ clicks: z.array(z.number()).min(8).max(64).optional() });

const NEVER: Calibration = { latency_ms: null, noise_floor_db: null };

/**
 * Measures how late and how noisy the current device is, and remembers it for the next time. At `prefix/calibration`:
 * GET tells what is known, and the bridge's clock, POST measures (`{"clicks": […]}` with the times at which clicks sounded into the input,
 * or `{}` in three seconds of silence), DELETE forgets.
 */
export class Calibrator {
  private readonly store: CalibrationStore;
  private device: string | null = null;
  private latency: Milliseconds = 0;
  private sound = new RecentSound();

  /** `apply` is told every latency that was measured. */
  constructor(
    dataDir: string,
    private readonly clock: Clock,
    private readonly apply: (latency: Milliseconds) => void,
  ) {
    this.store = new CalibrationStore(dataDir);
  }

  /** A stream of `device` begins. Returns its latency: `fixed` if given, else as measured, else as it is known for. */
  begin(device: string, fixed: Milliseconds | undefined, usual: Milliseconds): Milliseconds {
    this.device = device;
    this.sound = new RecentSound();
    this.latency = fixed ?? this.store.find(device)?.latency_ms ?? usual;
    return this.latency;
  }

  end(): void {
    this.device = null;
  }

  hear(reading: Reading): void {
    this.sound.hear(reading);
  }

  mount(http: HttpMount): Undo {
    const routes = [
      http.route('GET', '/calibration', () => Response.json(this.answer())),
      http.route('POST', '/calibration', async (request) =>
        Response.json(this.measure(await orderFrom(request))),
      ),
      http.route('DELETE', '/calibration', () => Response.json(this.forget())),
    ];
    return () => {
      for (const undo of routes) undo();
    };
  }

  private answer() {
    const device = this.listening();
    return {
      device,
      ...(this.store.find(device) ?? NEVER),
      latency_in_use_ms: this.latency,
      clock_ms: this.clock.now(),
    };
  }

  private measure({ clicks }: z.infer<typeof Order>) {
    const device = this.listening();
    const known = this.store.find(device) ?? NEVER;
    if (clicks) this.store.keep(device, { ...known, latency_ms: this.measureLatency(clicks) });
    else this.store.keep(device, { ...known, noise_floor_db: this.measureNoise() });
    return this.answer();
  }

  /** Onsets are told with the latency in use already taken off: what is left over is added to it. */
  private measureLatency(clicks: readonly Milliseconds[]): Milliseconds {
    const result = delayOfClicks(clicks, this.sound.onsets);
    if (typeof result === 'string') throw refusal(`The latency cannot be told: ${result}.`, '/clicks');
    this.latency = Math.min(1_000, Math.max(0, Math.round(10 * (this.latency + result.delay)) / 10));
    this.apply(this.latency);
    return this.latency;
  }

  private measureNoise(): number {
    const floor = this.sound.noiseFloor();
    if (floor === null) throw refusal('The noise cannot be told: it was not silent for three seconds.', '');
    return Math.round(10 * floor) / 10;
  }

  private forget() {
    this.store.forget(this.listening());
    return this.answer();
  }

  private listening(): string {
    if (this.device === null)
      throw refusal('Nothing is listened to: plug in an interface or choose a device, then calibrate.', '');
    return this.device;
  }
}

async function orderFrom(request: Request): Promise<z.infer<typeof Order>> {
  const order = Order.safeParse(await request.json().catch(() => null));
  if (order.success) return order.data;
  const faults = order.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }));
  throw new RequestError('request.invalid', 'This is no calibration.', faults);
}

function refusal(message: string, pointer: string): RequestError {
  return new RequestError('request.invalid', message, [{ pointer, message }]);
}
