import type { Milliseconds } from '../../../core/plugin/index.js';

/** Clicks that must have been heard; 16 are played. */
const FEWEST_HEARD = 8;
/** A click is heard within this time, or not at all; clicks are further apart than that. */
const LONGEST_DELAY: Milliseconds = 450;
/** Onsets may be told a little early, when the latency is believed to be longer than it is. */
const LONGEST_LEAD: Milliseconds = 200;
/** Beyond this spread something else was heard than the clicks. */
const WIDEST_SPREAD: Milliseconds = 25;

export interface HeardClicks {
  /** Median of onset minus click. */
  readonly delay: Milliseconds;
  /** Median distance from that median. */
  readonly spread: Milliseconds;
  readonly heard: number;
}

/** How late the clicks were heard; a string says why that cannot be told. */
export function delayOfClicks(
  clicks: readonly Milliseconds[],
  onsets: readonly Milliseconds[],
): HeardClicks | string {
  const delays = clicks
    .map((click) => onsets.find((onset) => onset > click - LONGEST_LEAD && onset < click + LONGEST_DELAY))
    .flatMap((onset, index) => (onset === undefined ? [] : [onset - (clicks[index] ?? 0)]));
  if (delays.length < FEWEST_HEARD) return `only ${delays.length} of ${clicks.length} clicks were heard`;
  const delay = median(delays);
  const spread = median(delays.map((each) => Math.abs(each - delay)));
  if (spread > WIDEST_SPREAD) return `the clicks were heard at uneven times (± ${Math.round(spread)} ms)`;
  return { delay, spread, heard: delays.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
