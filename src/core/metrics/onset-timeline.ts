import type { Milliseconds, Score } from '../music/units.js';
import { BLOCK_INTERVALS, LIVE_INTERVALS, MERGE_MS, PHRASE_MS, SHORTEST_BLOCK } from './constants.js';
import { type BeatPosition, fitGrid } from './grid-fit.js';
import { gridTimingStability } from './grid-timing.js';
import { blocksOf, timingScore, timingStability } from './timing-stability.js';

/** How even the playing is, by whichever clock there is. */
export interface Timing {
  readonly mode: 'free' | 'grid';
  readonly score: Score | null;
  readonly cv: number | null;
  /** Grid mode only. */
  readonly biasMs: Milliseconds | null;
  /** Mean distance of the onsets from where they were meant, in milliseconds. */
  readonly spreadMs: Milliseconds | null;
  /** Free mode only: the length that stands for the beat. */
  readonly beatMs: Milliseconds | null;
}

interface Onset {
  readonly time: Milliseconds;
  /** `null` when no transport ran. */
  readonly position: BeatPosition | null;
}

/** From one onset to the next within a phrase. */
interface Step {
  readonly interval: Milliseconds;
  readonly start: BeatPosition | null;
  readonly end: BeatPosition | null;
}

const NO_TIMING: Timing = { mode: 'free', score: null, cv: null, biasMs: null, spreadMs: null, beatMs: null };
/** So many of the newest onsets may still be joined by a late one; it is also what the last block has at least. */
const UNSETTLED = 2 * SHORTEST_BLOCK;

/** The onsets of a practice in order of time, in constant memory. */
export class OnsetTimeline {
  private readonly onsets: Onset[] = [];
  private readonly settled: Step[] = [];
  /** First settled step that belongs to no closed block. */
  private openFrom = 0;
  private closedCv = 0;
  private closedSteps = 0;
  private live: Timing | null = null;

  constructor(private readonly strictness: number) {}

  /** Notes of a chord, and a pluck heard twice, are one onset: the first. */
  add(time: Milliseconds, position: BeatPosition | null): void {
    let at = this.onsets.length;
    while (at > 0 && (this.onsets[at - 1]?.time ?? 0) > time) at -= 1;
    if (time - (this.onsets[at - 1]?.time ?? Number.NEGATIVE_INFINITY) < MERGE_MS) return;
    const isBeforeNext = (this.onsets[at]?.time ?? Number.POSITIVE_INFINITY) - time < MERGE_MS;
    this.onsets.splice(at, isBeforeNext ? 1 : 0, { time, position });
    this.live = null;
    this.settle();
  }

  /** The last 16 intervals. */
  liveTiming(): Timing {
    this.live ??= this.timingOf(this.liveSteps());
    return this.live;
  }

  /** The whole practice: blocks of 16 intervals, weighted by their size. */
  sessionTiming(): Timing {
    let cvSum = this.closedCv;
    let steps = this.closedSteps;
    for (const block of blocksOf([...this.settled.slice(this.openFrom), ...this.unsettled()])) {
      const { cv } = this.timingOf(block);
      cvSum += (cv ?? 0) * block.length;
      steps += cv === null ? 0 : block.length;
    }
    const live = this.liveTiming();
    return steps === 0
      ? live
      : { ...live, cv: cvSum / steps, score: timingScore(cvSum / steps, this.strictness) };
  }

  /** The newest intervals, at most 16, oldest first. */
  liveIntervals(): Milliseconds[] {
    return this.liveSteps().map(({ interval }) => interval);
  }

  private liveSteps(): Step[] {
    const newest = this.unsettled();
    return [...this.settled.slice(Math.min(0, newest.length - LIVE_INTERVALS)), ...newest].slice(
      -LIVE_INTERVALS,
    );
  }

  private unsettled(): Step[] {
    const steps: Step[] = [];
    for (let at = 1; at < this.onsets.length; at += 1) addStep(steps, this.onsets[at - 1], this.onsets[at]);
    return steps;
  }

  private settle(): void {
    if (this.onsets.length <= UNSETTLED + 1) return;
    addStep(this.settled, this.onsets[0], this.onsets[1]);
    this.onsets.shift();
    if (this.settled.length - this.openFrom >= BLOCK_INTERVALS + SHORTEST_BLOCK) this.closeBlock();
  }

  private closeBlock(): void {
    const block = this.settled.slice(this.openFrom, this.openFrom + BLOCK_INTERVALS);
    this.closedCv += (this.timingOf(block).cv ?? 0) * block.length;
    this.closedSteps += block.length;
    this.openFrom += block.length;
    const spare = Math.min(this.openFrom, this.settled.length - LIVE_INTERVALS);
    this.settled.splice(0, spare);
    this.openFrom -= spare;
  }

  private timingOf(steps: readonly Step[]): Timing {
    if (steps.length < 2) return NO_TIMING;
    const positions = positionsOf(steps);
    return positions ? this.gridTiming(positions) : this.freeTiming(steps);
  }

  private freeTiming(steps: readonly Step[]): Timing {
    const intervals = steps.map(({ interval }) => interval);
    const { cv, score, beatMs } = timingStability(intervals, { strictness: this.strictness });
    const spreadMs = cv === null || beatMs === null ? null : cv * beatMs;
    return { mode: 'free', cv, score, biasMs: null, spreadMs, beatMs };
  }

  private gridTiming(positions: readonly BeatPosition[]): Timing {
    const { asynchroniesMs, gridMs } = fitGrid(positions);
    const { cv, score, biasMs, spreadMs } = gridTimingStability(asynchroniesMs, {
      gridMs,
      strictness: this.strictness,
    });
    return { mode: 'grid', cv, score, biasMs, spreadMs, beatMs: null };
  }
}

function addStep(steps: Step[], before: Onset | undefined, onset: Onset | undefined): void {
  if (!before || !onset || onset.time - before.time > PHRASE_MS) return;
  steps.push({ interval: onset.time - before.time, start: before.position, end: onset.position });
}

/** All onsets of a row of steps on the grid; `null` unless the transport ran all the time. */
function positionsOf(steps: readonly Step[]): BeatPosition[] | null {
  const positions: BeatPosition[] = [];
  for (const { start, end } of steps) {
    if (!start || !end) return null;
    // The first onset of every phrase is the start of a step only.
    if (positions.at(-1) !== start) positions.push(start);
    positions.push(end);
  }
  return positions;
}
