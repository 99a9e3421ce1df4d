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

export function pause(clock: Clock, duration: Milliseconds): Promise<void> {
  return new Promise((resolve) => {
    clock.after(duration, resolve);
  });
}
