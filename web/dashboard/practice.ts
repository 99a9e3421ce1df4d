import { ApiError, api } from '../shared/api.js';
import type { BridgeStore } from '../shared/bridge-store.js';
import { lasting } from '../shared/format.js';
import { Signal } from '../shared/signal.js';
import type { StartParams } from '../shared/wire.js';
import { addressOf, go } from './router.js';
import { choose, type Settings, settings } from './settings.js';
import { say } from './toast.js';

function wishOf({ scale, tuning, strictness, sensitivity, input, user }: Settings): StartParams {
  return {
    scale_name: scale,
    tuning,
    strictness,
    sensitivity,
    ...(input ? { inputs: [input] } : {}),
    ...(user ? { user_id: user } : {}),
  };
}

/** Starts and stops practices for the player. */
export class Practice {
  /** What went wrong with the last wish. */
  readonly trouble = new Signal<ApiError | null>(null);
  readonly isBusy = new Signal(false);

  constructor(private readonly store: BridgeStore) {}

  /** Tells the bridge what is chosen, for practices that start with the first note. */
  async prepare(): Promise<void> {
    try {
      await api.prepare(wishOf(settings.value));
    } catch (error) {
      // Only a faulty choice is the player's to mend; what does not answer is said elsewhere.
      if (error instanceof ApiError && error.problem?.status === 422) this.trouble.value = error;
    }
  }

  /** From the first run into the practice: the one that a note has begun, or a new one. */
  async begin(): Promise<void> {
    choose({ hasBegun: true });
    go('practise');
    if (!this.store.session.value) await this.start();
  }

  async start(): Promise<void> {
    await this.ask(async () => {
      const session = await api.start(wishOf(settings.value));
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
