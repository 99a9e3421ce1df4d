import { ApiError, api } from '../shared/api.js';
import type { BridgeStore } from '../shared/bridge-store.js';
import { lasting } from '../shared/format.js';
import { Signal } from '../shared/signal.js';
import type { Note } from '../shared/wire.js';
import { addressOf } from './router.js';
import { choose, settings } from './settings.js';
import { say } from './toast.js';

/** After a session nothing starts by itself until the strings were quiet for this long. */
const REST_MS = 5000;

/** Starts and stops practices for the player. */
export class Practice {
  /** What went wrong with the last wish. */
  readonly trouble = new Signal<ApiError | null>(null);
  readonly isBusy = new Signal(false);
  /** Whether the first fretted note starts a session. */
  readonly isArmed = new Signal(true);
  private rest: ReturnType<typeof setTimeout> | undefined;

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
    this.isArmed.value = false;
    await this.ask(async () => {
      const { duration_seconds } = await api.stop(session.session_id);
      this.store.session.value = null;
      const link = { text: 'Open', href: addressOf('history', session.session_id) };
      say(`Session saved, ${lasting(duration_seconds ?? 0)}.`, link);
    });
    this.hush();
  }

  /** Tuning up is not practising: open strings start nothing. */
  hear(note: Note, openStrings: readonly number[]): void {
    if (!this.isArmed.value) this.hush();
    if (this.store.session.value || this.isBusy.value || !this.isArmed.value) return;
    if (note.phase !== 'judged' || note.flags.ghost || note.midi === null) return;
    if (!openStrings.includes(note.midi)) void this.start();
  }

  private hush(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.isArmed.value = true;
    }, REST_MS);
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
      this.isArmed.value = false;
      this.hush();
    } finally {
      this.isBusy.value = false;
    }
  }
}
