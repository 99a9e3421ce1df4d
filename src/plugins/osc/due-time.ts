import type { Clock, Milliseconds } from '../../core/plugin/index.js';
import type { OscTimeTag } from './osc-types.js';

/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_TO_UNIX = 2_208_988_800;
const FRACTIONS_PER_MS = 2 ** 32 / 1000;
/** SuperCollider asks for 50 to 200 ms; two clocks that disagree ask for anything. */
const LONGEST_WAIT: Milliseconds = 2000;

/** When a message is to count, on our clock: past tags, "now" and tags too far ahead mean at once. */
export function dueTime(
  { seconds, fraction }: OscTimeTag,
  clock: Clock,
): { time: Milliseconds; isTooFar: boolean } {
  const now = clock.now();
  if (seconds === 0) return { time: now, isTooFar: false };
  const wanted = (seconds - NTP_TO_UNIX) * 1000 + fraction / FRACTIONS_PER_MS;
  const wait = wanted - clock.date(now).getTime();
  if (wait > LONGEST_WAIT) return { time: now, isTooFar: true };
  return { time: now + Math.max(0, wait), isTooFar: false };
}
