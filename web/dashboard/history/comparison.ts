import { compareScores } from '../../../src/core/metrics/comparison.js';
import { hitOf } from '../../../src/core/session/history/note-statistics.js';
import { points, signed } from '../../shared/format.js';
import type { SessionRow } from '../../shared/wire.js';
import type { MetricRow } from './series.js';

/** A practice with its rows. */
export interface Practised {
  readonly session: SessionRow;
  readonly rows: readonly MetricRow[];
}

/** The true change lies between these with 95 % certainty, in points of 100. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Change {
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
  /** `+9, real`, `+2, may be chance`, `same`. */
  readonly verdict: string;
  /** `null` where there is too little to tell, or nothing to guess. */
  readonly interval: Interval | null;
}

/** Two sessions can be compared when the same was asked of the same player. */
export function isComparable(a: SessionRow, b: SessionRow): boolean {
  return (
    a.user_id === b.user_id &&
    a.scale_name === b.scale_name &&
    a.strictness === b.strictness &&
    a.sensitivity === b.sensitivity
  );
}

/** The sessions before this one that can be compared with it, newest first. */
export function earlierLike(session: SessionRow, others: readonly SessionRow[]): readonly SessionRow[] {
  const before = others.filter(
    (other) =>
      other.start_time < session.start_time && other.end_time !== null && isComparable(session, other),
  );
  return before.sort((a, b) => b.start_time.localeCompare(a.start_time));
}

/** What every single note scored. */
export function noteScores({ session, rows }: Practised): number[] {
  const { scale_name: scaleName, strictness } = session;
  return rows.flatMap(({ note_detected, detected_midi, in_scale }) =>
    note_detected && detected_midi !== null
      ? [hitOf({ scaleName, strictness, pitch: detected_midi, inScale: in_scale ?? false }).score]
      : [],
  );
}

/** The score of timing is one of the last sixteen notes: from one block to the next it starts anew. */
const BLOCK = 16;

function blockScores({ rows }: Practised): number[] {
  const notes = rows.filter(({ note_detected }) => note_detected);
  const ends = notes.filter((_, index) => index % BLOCK === BLOCK - 1);
  return ends.flatMap(({ timing_stability }) => timing_stability ?? []);
}

const asPoints = (share: number) => Math.round(share * 100);

function guessed(name: string, from: number | null, to: number | null, scores: readonly number[][]): Change {
  if (from === null || to === null) return { name, from, to, verdict: 'no score', interval: null };
  const change = compareScores(scores[0] ?? [], scores[1] ?? []);
  const difference = asPoints(to) - asPoints(from);
  const text = difference === 0 ? 'same' : signed(difference);
  if (!change) return { name, from, to, verdict: `${text}, too few notes to tell`, interval: null };
  const interval = { low: asPoints(change.low), high: asPoints(change.high) };
  const verdict = difference === 0 ? text : `${text}, ${change.isReal ? 'real' : 'may be chance'}`;
  return { name, from, to, verdict, interval };
}

/** How much of a scale was played is counted: there is nothing to guess. */
function counted(name: string, from: number | null, to: number | null): Change {
  if (from === null || to === null) return { name, from, to, verdict: 'no score', interval: null };
  const difference = Number(points(to)) - Number(points(from));
  return { name, from, to, verdict: difference === 0 ? 'same' : signed(difference), interval: null };
}

/** What changed from one practice to another, by the bootstrap over their notes. */
export function compare(before: Practised, now: Practised): Change[] {
  const [a, b] = [before.session, now.session];
  const pitch = [noteScores(before), noteScores(now)];
  const timing = [blockScores(before), blockScores(now)];
  return [
    guessed('Pitch', a.pitch_accuracy, b.pitch_accuracy, pitch),
    counted('Scale', a.scale_conformity, b.scale_conformity),
    guessed('Timing', a.timing_stability, b.timing_stability, timing),
  ];
}
