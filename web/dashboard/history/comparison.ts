import type { SessionRow } from '../../shared/wire.js';

export interface Change {
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
  /** `+9, real`, `+2, may be chance`, `same`. */
  readonly verdict: string;
}

type ScoreName = 'pitch_accuracy' | 'scale_conformity' | 'timing_stability';
const SCORES: readonly (readonly [string, ScoreName])[] = [
  ['Pitch', 'pitch_accuracy'],
  ['Scale', 'scale_conformity'],
  ['Timing', 'timing_stability'],
];

/** Two sessions can be compared when the same was asked of the player. */
export function isComparable(a: SessionRow, b: SessionRow): boolean {
  return a.scale_name === b.scale_name && a.strictness === b.strictness && a.sensitivity === b.sensitivity;
}

/** The newest session before this one that can be compared with it. */
export function earlierLike(session: SessionRow, others: readonly SessionRow[]): SessionRow | null {
  const before = others.filter(
    (other) =>
      other.start_time < session.start_time && other.end_time !== null && isComparable(session, other),
  );
  return before.sort((a, b) => b.start_time.localeCompare(a.start_time))[0] ?? null;
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Sessions it takes to know how much a player varies from day to day. */
const ENOUGH = 4;

/**
 * A change is real when it is more than twice what comparable sessions vary from one to the next
 * (the difference of two days varies by √2 of what one day does). Without enough of them it may be chance.
 */
function verdictOf(from: number, to: number, history: readonly number[]): string {
  const points = Math.round(to * 100) - Math.round(from * 100);
  if (points === 0) return 'same';
  const text = points > 0 ? `+${points}` : `−${-points}`;
  const isReal = history.length >= ENOUGH && Math.abs(to - from) > 2 * Math.SQRT2 * spread(history);
  return `${text}, ${isReal ? 'real' : 'may be chance'}`;
}

/** `others` are all sessions known, for how much scores vary by themselves. */
export function compare(now: SessionRow, before: SessionRow, others: readonly SessionRow[]): Change[] {
  const alike = others.filter((other) => other.session_id !== now.session_id && isComparable(now, other));
  return SCORES.map(([name, score]) => {
    const [from, to] = [before[score], now[score]];
    const history = alike.flatMap((other) => other[score] ?? []);
    const verdict = from === null || to === null ? 'no score' : verdictOf(from, to, history);
    return { name, from, to, verdict };
  });
}
