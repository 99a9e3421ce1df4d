import type { PracticeInsights } from '../events/observation.js';
import { nameInScale, type Scale } from '../music/scale.js';
import type { Bpm, Cents, Milliseconds, PitchClass } from '../music/units.js';
import { LIVE_INTERVALS, PITCH_DEAD_ZONE } from './constants.js';
import { median } from './median.js';
import type { LedgerEntry } from './note-ledger.js';
import { limitAt } from './strictness.js';
import { tempoOfBeat } from './tempo.js';
import { timingStability } from './timing-stability.js';

/** A note must have rung this often in the last 32 before something is said about it. */
const FEWEST_OF_ONE = 2;
/** All notes together are off when this many, nearly all to one side, agree. */
const FEWEST_OF_ALL = 8;
const NEARLY_ALL = 0.9;
/** Tempo changes below this share are not heard: Friberg & Sundberg 1995. */
const AUDIBLE_DRIFT = 0.025;
/** Halves of a window differ by chance by about 0.63 times the cv; 2.5 times that is no chance. */
const DRIFT_PER_CV = 1.6;
/** In playing as uneven as this there is no tempo that could drift. */
const UNSTEADY = 0.1;

/** The note that rings farthest off, and whether all are off together. */
export function intonation(
  recent: readonly LedgerEntry[],
  scale: Scale,
  strictness: number,
): Pick<PracticeInsights, 'offNote' | 'commonOffset'> {
  const zone = limitAt(PITCH_DEAD_ZONE, strictness);
  const inScale = recent.filter(({ isInScale }) => isInScale);
  const commonOffset = offsetOfAll(inScale, zone);
  const off = farthestClass(inScale);
  if (commonOffset !== null || !off || Math.abs(off.cents) <= zone) return { offNote: null, commonOffset };
  return { offNote: { name: nameInScale(scale, off.pitchClass), cents: off.cents }, commonOffset: null };
}

function offsetOfAll(entries: readonly LedgerEntry[], zone: Cents): Cents | null {
  if (entries.length < FEWEST_OF_ALL || new Set(entries.map(({ pitchClass }) => pitchClass)).size < 3)
    return null;
  const middle = median(entries.map(({ cents }) => cents));
  const sameSide = entries.filter(({ cents }) => Math.sign(cents) === Math.sign(middle)).length;
  return Math.abs(middle) > zone && sameSide >= NEARLY_ALL * entries.length ? middle : null;
}

function farthestClass(entries: readonly LedgerEntry[]): { pitchClass: PitchClass; cents: Cents } | null {
  const centsByClass: Cents[][] = [];
  for (const { pitchClass, cents } of entries) {
    centsByClass[pitchClass] ??= [];
    centsByClass[pitchClass].push(cents);
  }
  let farthest: { pitchClass: PitchClass; cents: Cents } | null = null;
  centsByClass.forEach((all, pitchClass) => {
    const cents = median(all);
    if (all.length < FEWEST_OF_ONE || Math.abs(cents) <= Math.abs(farthest?.cents ?? 0)) return;
    farthest = { pitchClass, cents };
  });
  return farthest;
}

/** How the tempo changes from the first to the second half of the window; `null` while that may be chance. */
export function tempoDrift(intervalsMs: readonly Milliseconds[], cv: number): Bpm | null {
  if (intervalsMs.length < LIVE_INTERVALS || cv > UNSTEADY) return null;
  const half = intervalsMs.length >> 1;
  const [before, after] = [intervalsMs.slice(0, half), intervalsMs.slice(half)].map(
    (part) => timingStability(part, { strictness: 0 }).beatMs,
  );
  if (!before || !after) return null;
  const change = foldToOne(before / after) - 1;
  return Math.abs(change) > Math.max(AUDIBLE_DRIFT, DRIFT_PER_CV * cv) ? tempoOfBeat(before) * change : null;
}

/** Halves may be counted in different note lengths: only what is left of simple ratios is a change of tempo. */
function foldToOne(ratio: number): number {
  const nearest = [1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4].reduce((best, simple) =>
    Math.abs(Math.log(ratio / simple)) < Math.abs(Math.log(ratio / best)) ? simple : best,
  );
  return ratio / nearest;
}
