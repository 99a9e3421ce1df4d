import { dailyStreak } from '../../../src/core/metrics/progress.js';
import type { Progress } from '../../shared/wire.js';

export interface Day {
  /** `2026-11-22`. */
  readonly date: string;
  readonly seconds: number;
  /** Mean of pitch and timing, weighted by time; `null` without a score. */
  readonly score: number | null;
  readonly sessions: number;
}

export interface Week {
  /** Monday. */
  readonly start: Date;
  readonly days: readonly (Day | null)[];
  readonly seconds: number;
}

type ProgressDay = Progress['items'][number];

/** The day on this computer's calendar, as `2026-11-22`. */
export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function mean(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length ? told.reduce((sum, value) => sum + value, 0) / told.length : null;
}

function dayOf(date: string, rows: readonly ProgressDay[]): Day | null {
  if (rows.length === 0) return null;
  const seconds = rows.reduce((sum, row) => sum + row.duration_seconds, 0);
  const scored = rows.flatMap((row) => {
    const score = mean([row.pitch_accuracy, row.timing_stability]);
    return score === null ? [] : [{ score, weight: Math.max(1, row.notes_detected_count) }];
  });
  const weight = scored.reduce((sum, one) => sum + one.weight, 0);
  const score = weight ? scored.reduce((sum, one) => sum + one.score * one.weight, 0) / weight : null;
  return { date, seconds, score, sessions: rows.reduce((sum, row) => sum + row.sessions, 0) };
}

/** The last weeks, Mondays first, newest last; days without practice are `null`. */
export function weeksOf(items: readonly ProgressDay[], count: number, today: Date): Week[] {
  const monday = new Date(
    today.getFullYear(),
    today.getMonth(),
    today.getDate() - ((today.getDay() + 6) % 7),
  );
  return Array.from({ length: count }, (_, index) => {
    const start = new Date(
      monday.getFullYear(),
      monday.getMonth(),
      monday.getDate() - 7 * (count - 1 - index),
    );
    const days = Array.from({ length: 7 }, (_day, offset) => {
      const date = isoDay(new Date(start.getFullYear(), start.getMonth(), start.getDate() + offset));
      return dayOf(
        date,
        items.filter((item) => item.date === date),
      );
    });
    return { start, days, seconds: days.reduce((sum, day) => sum + (day?.seconds ?? 0), 0) };
  });
}

/** Days in a row with five minutes or more, by this computer's calendar, up to today or yesterday. */
export function daysInARow(items: readonly ProgressDay[], now: Date): number {
  const days = items.map(({ date, duration_seconds }) => ({
    startedAt: new Date(`${date}T12:00`),
    durationSeconds: duration_seconds,
  }));
  return dailyStreak(days, now, Intl.DateTimeFormat().resolvedOptions().timeZone).current;
}
