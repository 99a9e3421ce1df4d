import { ApiError, api } from '../shared/api.js';
import type { BridgeStore } from '../shared/bridge-store.js';
import { lasting } from '../shared/format.js';
import { Signal } from '../shared/signal.js';
import { addressOf } from './router.js';
import { choose, settings } from './settings.js';
import { say } from './toast.js';

/** Starts and stops practices for the player. */
export class Practice {
  /** What went wrong with the last wish. */
  readonly trouble = new Signal<ApiError | null>(null);
  readonly isBusy = new Signal(false);

  constructor(private readonly store: BridgeStore) {}

  async start(): Promise<void> {
    const { scale, tuning, strictness, sensitivity, input, user } = settings.value;
    await this.ask(async () => {
      const session = await api.start({
        scale_name: scale,
        tuning,
        strictness,
        sensitivity,
        ...(input ? { inputs: [input] } : {}),
        ...(user ? { user_id: user } : {}),
      });
      this.store.take('session', { session_id: session.session_id, state: 'started', session, result: null });
      choose({ hasBegun: true });
    });
  }

  async stop(): Promise<void> {
    const session = this.store.session.value;
    if (!session) return;
    await this.ask(async () => {
      const { duration_seconds } = await api.stop(session.session_id);
      this.store.session.value = null;
      const link = { text: 'Open', href: addressOf('history', session.session_id) };
      say(`Session saved, ${lasting(duration_seconds ?? 0)}.`, link);
    });
  }

  private async ask(wish: () => Promise<void>): Promise<void> {
    if (this.isBusy.value) return;
    this.isBusy.value = true;
    this.trouble.value = null;
    try {
      await wish();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.trouble.value = error;
    } finally {
      this.isBusy.value = false;
    }
  }
}
