import type { Milliseconds } from '../music/units.js';
import { BEAT_PART_COST, BEAT_PARTS, SWING_OFFBEATS, SWING_RANGE } from './constants.js';
import { median } from './median.js';

/** Where an onset fell on the transport's grid. */
export interface BeatPosition {
  /** Beats since the grid began, as a float. */
  readonly beats: number;
  readonly beatMs: Milliseconds;
}

/** Onsets against the points of the grid they were meant for. */
export interface GridFit {
  readonly asynchroniesMs: readonly Milliseconds[];
  /** Distance between two points around each onset. */
  readonly gridMs: readonly Milliseconds[];
  /** Long to short part of a swung beat; `null` when it cannot be told. */
  readonly swingRatio: number | null;
}

/** Half of the finest part: an onset this much ahead of a beat belongs to it. */
const AHEAD = 1 / (2 * Math.max(...BEAT_PARTS));
/** Onsets this close to the middle of a beat may be its swung half. */
const NEAR_HALF = [0.4, 0.8] as const;
const STRAIGHT = 0.5;

/** Finds, beat by beat, the division the player meant, and how far each onset is from its point. */
export function fitGrid(onsets: readonly BeatPosition[]): GridFit {
  const beats = byBeat(onsets);
  const swing = swingPhase(beats);
  const asynchroniesMs: Milliseconds[] = [];
  const gridMs: Milliseconds[] = [];
  for (const beat of beats) {
    const { parts, offsets } = bestDivision(beat.phases, swing ?? STRAIGHT);
    for (const offset of offsets) {
      asynchroniesMs.push(offset * beat.beatMs);
      gridMs.push(beat.beatMs / parts);
    }
  }
  return { asynchroniesMs, gridMs, swingRatio: swing && swing / (1 - swing) };
}

interface Beat {
  readonly beatMs: Milliseconds;
  /** Place of each onset within the beat; slightly below 0 when ahead of it. */
  readonly phases: number[];
}

function byBeat(onsets: readonly BeatPosition[]): Beat[] {
  const beats: Beat[] = [];
  let last = Number.NaN;
  for (const { beats: position, beatMs } of onsets) {
    const beat = Math.floor(position + AHEAD);
    if (beat !== last) beats.push({ beatMs, phases: [] });
    beats.at(-1)?.phases.push(position - beat);
    last = beat;
  }
  return beats;
}

/** Where the second half of a swung beat lies; `null` with too few off-beats, or with off-beats that are no swing. */
function swingPhase(beats: readonly Beat[]): number | null {
  const [from, to] = NEAR_HALF;
  const offBeats = beats
    .map(({ phases }) => phases.filter((phase) => phase > AHEAD))
    .filter((phases) => phases.length === 1)
    .flat()
    .filter((phase) => phase >= from && phase <= to);
  if (offBeats.length < SWING_OFFBEATS) return null;
  const onBeats = beats.flatMap(({ phases }) => phases.filter((phase) => phase <= AHEAD));
  // A player who is late is late on every beat: that is no swing.
  const phase = median(offBeats) - (onBeats.length > 0 ? median(onBeats) : 0);
  return phase >= SWING_RANGE[0] && phase <= SWING_RANGE[1] ? phase : null;
}

function bestDivision(phases: readonly number[], swing: number): { parts: number; offsets: number[] } {
  let best = { parts: 1, offsets: [] as number[] };
  let lowest = Number.POSITIVE_INFINITY;
  for (const parts of BEAT_PARTS) {
    const offsets = phases.map((phase) => offsetFrom(phase, parts, swing));
    const mean = offsets.reduce((sum, offset) => sum + Math.abs(offset), 0) / offsets.length;
    const cost = mean * parts + BEAT_PART_COST * (parts - 1);
    if (cost >= lowest) continue;
    lowest = cost;
    best = { parts, offsets };
  }
  return best;
}

/** Distance from the nearest point of a beat in so many parts, in beats. */
function offsetFrom(phase: number, parts: number, swing: number): number {
  if (parts !== 2) return phase - Math.round(phase * parts) / parts;
  const offsets = [phase, phase - swing, phase - 1];
  return offsets.reduce((best, offset) => (Math.abs(offset) < Math.abs(best) ? offset : best));
}
