import type { Milliseconds } from '../music/units.js';
import type { Clock } from '../plugin/clock.js';

/** Waits for `work`, but not longer than `limit`; then rejects with what `late` makes. The work itself goes on unheard. */
export async function within<Result>(
  clock: Clock,
  limit: Milliseconds,
  work: Result | Promise<Result>,
  late: () => Error,
): Promise<Result> {
  let cancel = () => {};
  const alarm = new Promise<never>((_, reject) => {
    cancel = clock.after(limit, () => reject(late()));
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    cancel();
  }
}
