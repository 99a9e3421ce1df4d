import {
  DEVIATION_FLOOR,
  FREE_LENGTHS,
  FREE_MIN_INTERVALS,
  FREE_MIN_MEMBERS,
  FREE_MIN_RATIO,
  LENGTH_COST,
} from './constants.js';
import { LengthPartition } from './length-partition.js';
import { type LengthSet, THREE_LENGTHS, TWO_LENGTHS } from './length-sets.js';
import { medianOfSorted } from './median.js';
import { SortedLogs } from './sorted-logs.js';

/** How a row of intervals is best explained. */
export interface RhythmFit {
  /** One length; lengths in musical ratios; two lengths of any ratio, as in swing. */
  readonly model: 'one' | 'ratios' | 'free';
  /** Mean deviation from the model in natural logarithms, corrected for what chance would explain. */
  readonly deviation: number;
  /** The length that stands for the beat or a part of it, in milliseconds. */
  readonly beatMs: number;
}

interface Candidate {
  readonly model: RhythmFit['model'];
  readonly deviation: number;
  readonly halfGap: number;
  readonly beatMs: number;
}

/**
 * Finds the rhythm behind at least one interval: the model with the lowest cost, where every further note length
 * has its price. Exact, but most candidates are never computed: a lower bound on their deviation rules them out.
 */
export function fitRhythm(intervalsMs: readonly number[]): RhythmFit {
  const logs = new SortedLogs(intervalsMs);
  const one = oneLength(logs);
  let best = one;
  let bestCost = costOf(logs.size, one.deviation, 0);
  const consider = (candidate: Candidate | null, price: number) => {
    const cost = candidate ? costOf(logs.size, candidate.deviation, price) : bestCost;
    if (!candidate || cost >= bestCost) return;
    best = candidate;
    bestCost = cost;
  };
  for (const [sets, price] of RATIO_MODELS) {
    consider(ratioLengths(logs, sets, deviationBelow(logs.size, bestCost, price)), price);
  }
  consider(freeLengths(logs), FREE_LENGTHS * LENGTH_COST);
  return { model: best.model, deviation: correctedForChance(best, one.deviation), beatMs: best.beatMs };
}

const RATIO_MODELS: readonly (readonly [readonly LengthSet[], number])[] = [
  [TWO_LENGTHS, LENGTH_COST],
  [THREE_LENGTHS, 2 * LENGTH_COST],
];

function costOf(size: number, deviation: number, price: number): number {
  return size * Math.log(deviation + DEVIATION_FLOOR) + price;
}

/** The deviation that costs as much as `cost`; only smaller ones are of interest. */
function deviationBelow(size: number, cost: number, price: number): number {
  return Math.exp((cost - price) / size) - DEVIATION_FLOOR;
}

/** Classes that lie close together explain anything: what they explain by chance is taken back. */
function correctedForChance({ model, deviation, halfGap }: Candidate, plain: number): number {
  const chance = model === 'one' ? 0 : Math.min(0.999999, (2 * deviation) / halfGap);
  return Math.min(plain, deviation / (1 - chance ** 3));
}

function oneLength(logs: SortedLogs): Candidate {
  const centre = medianOfSorted(logs.values);
  const deviation = logs.deviationFrom(centre, 0, logs.size) / logs.size;
  return { model: 'one', deviation, halfGap: Number.POSITIVE_INFINITY, beatMs: Math.exp(centre) };
}

function ratioLengths(logs: SortedLogs, sets: readonly LengthSet[], limit: number): Candidate | null {
  const possible = limit > 0 ? sets.filter((set) => logs.mayHold(set)) : [];
  const [first] = possible;
  if (!first) return null;
  const partition = new LengthPartition(logs, first);
  let best: Candidate | null = null;
  for (const set of possible) {
    partition.use(set);
    for (let base = 0; base < logs.size; base += 1) {
      const below: number = best?.deviation ?? limit;
      if (!partition.moveTo(base) || partition.lowerBound() >= below) continue;
      const { deviation, centre } = partition.evaluate();
      if (deviation < below)
        best = { model: 'ratios', deviation, halfGap: set.halfGap, beatMs: Math.exp(centre) };
    }
  }
  return best;
}

function freeLengths(logs: SortedLogs): Candidate | null {
  const { size } = logs;
  if (size < FREE_MIN_INTERVALS) return null;
  const fewest = Math.max(FREE_MIN_MEMBERS, Math.ceil(size / 4));
  let best: Candidate | null = null;
  for (let split = fewest; split <= size - fewest; split += 1) {
    const short = logs.medianOf(0, split);
    const long = logs.medianOf(split, size);
    if (long - short < Math.log(FREE_MIN_RATIO)) continue;
    const deviation = (logs.deviationFrom(short, 0, split) + logs.deviationFrom(long, split, size)) / size;
    if (best && deviation >= best.deviation) continue;
    // A long and a short one make a beat.
    best = {
      model: 'free',
      deviation,
      halfGap: (long - short) / 2,
      beatMs: Math.exp(short) + Math.exp(long),
    };
  }
  return best;
}
