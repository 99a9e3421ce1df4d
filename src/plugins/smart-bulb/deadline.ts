import type { Clock, Milliseconds } from '../../core/plugin/index.js';

/** The work's result, or the failure when it takes longer than `limit`. */
export function withDeadline<Result>(
  clock: Clock,
  limit: Milliseconds,
  work: Promise<Result>,
  failure: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limit, () => reject(failure()));
    work.then(resolve, reject).finally(cancel);
  });
}

/** Waits, but not beyond an abort. */
export function pause(clock: Clock, duration: Milliseconds, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(duration, done);
    function done(): void {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
