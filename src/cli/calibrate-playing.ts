import { RequestError } from '../core/errors.js';
import type { Milliseconds } from '../core/music/units.js';
import type { Clock } from '../core/plugin/clock.js';
import { delayOfClicks } from '../plugins/audio/calibration/latency-from-clicks.js';
import type { OnsetListener } from './onset-listener.js';

/** The note of the last click may be on its way. */
const LAST_NOTE: Milliseconds = 500;
/** What the `latency_ms` of an input may be. */
const LONGEST_LATENCY: Milliseconds = 500;

export interface PlayedLatency {
  /** What `latency_ms` should be. */
  readonly latency_ms: Milliseconds;
  /** Median distance from it, one click with another. */
  readonly spread_ms: Milliseconds;
  readonly clicks_heard: number;
}

/**
 * The latency of an input that only hears strings, from a player who plays along with clicks; `inUse` is already taken
 * off its onsets. How far players are ahead of a click is part of it.
 * @throws RequestError when too little was played, or too unevenly.
 */
export async function latencyOfPlaying(
  listener: OnsetListener,
  clock: Clock,
  inUse: Milliseconds,
  playClicks: (clock: Clock) => Promise<readonly Milliseconds[]>,
): Promise<PlayedLatency> {
  const ahead = await listener.clockAhead(clock);
  const clicks = await playClicks(clock);
  await new Promise<void>((resolve) => clock.after(LAST_NOTE, resolve));
  await listener.clockAhead(clock);
  const result = delayOfClicks(
    clicks.map((click) => click + ahead),
    listener.onsets,
  );
  if (typeof result === 'string')
    throw new RequestError('request.invalid', `The latency cannot be told: ${result}. Try again.`);
  return {
    latency_ms: Math.min(LONGEST_LATENCY, Math.max(0, Math.round(inUse + result.delay))),
    spread_ms: Math.round(result.spread),
    clicks_heard: result.heard,
  };
}
