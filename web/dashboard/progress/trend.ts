import { type DatedValue, movingMean } from '../../../src/core/metrics/progress.js';
import type { Progress } from '../../shared/wire.js';

export type ScoreName = 'pitch_accuracy' | 'scale_conformity' | 'timing_stability';

/** One score over the weeks: as it was in the week, and in the month, up to each day of practice. 0 to 1. */
export interface Trend {
  readonly week: readonly DatedValue[];
  readonly month: readonly DatedValue[];
}

const WEEK = 7;
const MONTH = 28;

export function trendOf(items: Progress['items'], score: ScoreName): Trend {
  const values = items.flatMap((item) => {
    const value = item[score];
    return value === null ? [] : [{ date: new Date(`${item.date}T12:00`), value }];
  });
  return { week: daily(movingMean(values, WEEK)), month: daily(movingMean(values, MONTH)) };
}

/** The last value of each day: several scales of one day are one day. */
function daily(values: readonly DatedValue[]): DatedValue[] {
  return [...new Map(values.map((one) => [one.date.getTime(), one])).values()];
}

/** How the week stands against the month, as a teacher would say it. */
export function trendInWords({ week, month }: Trend): string {
  const [now, usual] = [week.at(-1)?.value, month.at(-1)?.value];
  if (now === undefined || usual === undefined) return 'No score yet.';
  const points = Math.round(100 * now) - Math.round(100 * usual);
  if (points === 0) return 'As over the month.';
  return points > 0 ? `${points} above your month.` : `${-points} below your month.`;
}
