import { Worker } from 'node:worker_threads';
import type { CreateDetector, DetectorOptions, NoteDetector } from '../detector.js';
import { type DetectorName, hearsNotes } from '../detectors.js';
import { retell } from './detector-events.js';
import { SampleRing } from './sample-ring.js';

/** Sound that may wait for a late thread, in seconds; more would come too late to be of use. */
const PATIENCE_SECONDS = 1;

/** What a hearing thread is started with. */
export interface ThreadOrder extends Omit<DetectorOptions, 'listener'> {
  readonly detector: DetectorName;
  readonly memory: SharedArrayBuffer;
}

export interface ThreadWatcher {
  /** Samples were dropped because the thread is late. */
  onLate(samples: number): void;
  /** The thread died; nothing more is heard. */
  onBreak(error: unknown): void;
}

/** Threads run JavaScript only: from the sources, hearing stays in the bridge's own thread. */
export const CAN_THREAD = import.meta.url.endsWith('.js');

/** Detects in a thread of its own. What it says comes between calls of `push`, soon after. */
export function threadedDetector(name: DetectorName, watcher: ThreadWatcher): CreateDetector {
  return (options) => new ThreadedDetector(name, options, watcher);
}

interface Gap {
  /** Where in the thread's stream. */
  readonly at: number;
  /** All that was dropped up to there. */
  readonly dropped: number;
}

class ThreadedDetector implements NoteDetector {
  readonly hearsNotes: boolean;
  private readonly ring: SampleRing;
  private readonly worker: Worker;
  private readonly hasEnded: Promise<void>;
  private written = 0;
  private dropped = 0;
  /** Newest first: the thread is never far behind. */
  private readonly gaps: Gap[] = [];

  constructor(
    name: DetectorName,
    { listener, sampleRate, range, sensitivity }: DetectorOptions,
    private readonly watcher: ThreadWatcher,
  ) {
    this.hearsNotes = hearsNotes(name);
    this.ring = SampleRing.allocate(PATIENCE_SECONDS * sampleRate);
    const workerData: ThreadOrder = {
      detector: name,
      memory: this.ring.memory,
      sampleRate,
      range,
      sensitivity,
    };
    this.worker = new Worker(new URL('./hearing-thread.js', import.meta.url), { workerData });
    this.worker.on('message', (rows: Float64Array) =>
      retell(rows, listener, (position) => this.place(position)),
    );
    this.worker.once('error', (error) => watcher.onBreak(error));
    this.hasEnded = new Promise((resolve) => this.worker.once('exit', () => resolve()));
  }

  push(block: Float32Array): void {
    if (this.ring.write(block)) {
      this.written += block.length;
      return;
    }
    this.dropped += block.length;
    this.gaps.unshift({ at: this.written, dropped: this.dropped });
    this.gaps.length = Math.min(this.gaps.length, 1_000);
    this.watcher.onLate(block.length);
  }

  /** Resolves when all that was pushed has been heard. */
  finish(): Promise<void> {
    this.ring.close();
    return this.hasEnded;
  }

  /** Where something the thread heard was in the whole stream. */
  private place(position: number): number {
    const gap = this.gaps.find(({ at }) => at < position);
    return position + (gap?.dropped ?? 0);
  }
}
