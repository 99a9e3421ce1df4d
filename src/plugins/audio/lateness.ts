import type { Hertz, InputContext, Milliseconds, Undo } from '../../core/plugin/index.js';

/** Without a loss for this long, all is well again. */
const RECOVERED_AFTER: Milliseconds = 5_000;

/** Counts sound that was dropped because hearing could not keep up, and tells people while it lasts. */
export class Lateness {
  private dropped: Milliseconds = 0;
  private cancelRecovery: Undo | null = null;

  constructor(
    private readonly context: Pick<InputContext<unknown>, 'clock' | 'details' | 'status'>,
    private readonly sampleRate: Hertz,
  ) {}

  count(samples: number): void {
    const { clock, details, status } = this.context;
    this.dropped += (1000 * samples) / this.sampleRate;
    if (!this.cancelRecovery) {
      status(
        'degraded',
        'Sound is dropped: hearing cannot keep up.',
        'Close programs that keep this computer busy.',
      );
    }
    this.cancelRecovery?.();
    this.cancelRecovery = clock.after(RECOVERED_AFTER, () => this.recover());
    details({ dropped_ms: Math.round(this.dropped) });
  }

  /** The stream is over. */
  stop(): void {
    this.cancelRecovery?.();
  }

  private recover(): void {
    this.cancelRecovery = null;
    this.context.status('running', 'Listening again after a busy while.');
  }
}
