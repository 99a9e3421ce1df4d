const DAY_MS = 86_400_000;
/** A day counts from this much practice on. */
const SHORTEST_DAY_SECONDS = 300;

/** A value of one practice, or of one day. */
export interface DatedValue {
  readonly date: Date;
  readonly value: number;
}

/**
 * The exponentially weighted mean after each value: what is `days` old weighs 1/e. 7 shows the week, 28 the month.
 * Values may come in any order; the answer is in order of time.
 */
export function movingMean(values: readonly DatedValue[], days: number): DatedValue[] {
  let [sum, weight, last] = [0, 0, 0];
  return [...values]
    .sort((a, b) => a.date.getTime() - b.date.getTime())
    .map(({ date, value }) => {
      const keep = Math.exp((last - date.getTime()) / (days * DAY_MS));
      sum = sum * keep + value;
      weight = weight * keep + 1;
      last = date.getTime();
      return { date, value: sum / weight };
    });
}

/** One practice as the daily streak sees it. */
export interface PracticeTime {
  readonly startedAt: Date;
  readonly durationSeconds: number;
}

/** Days in a row with five minutes of practice or more, up to now. */
export interface DailyStreak {
  readonly current: number;
  readonly best: number;
  /** Whether today counts already; until it does, yesterday keeps the streak alive. */
  readonly isTodayDone: boolean;
}

/** Counts the player's own days: `timeZone` is an IANA name such as `Europe/Berlin`. @throws RangeError on any other. */
export function dailyStreak(practices: readonly PracticeTime[], now: Date, timeZone: string): DailyStreak {
  const dayOf = dayCounter(timeZone);
  const today = dayOf(now);
  const days = practisedDays(practices, dayOf);
  const streakAt = (day: number): number => (days.has(day) ? 1 + streakAt(day - 1) : 0);
  const isTodayDone = days.has(today);
  return {
    current: streakAt(isTodayDone ? today : today - 1),
    best: longestRow([...days]),
    isTodayDone,
  };
}

function practisedDays(
  practices: readonly PracticeTime[],
  dayOf: (date: Date) => number,
): ReadonlySet<number> {
  const secondsByDay = new Map<number, number>();
  for (const { startedAt, durationSeconds } of practices) {
    const day = dayOf(startedAt);
    secondsByDay.set(day, (secondsByDay.get(day) ?? 0) + durationSeconds);
  }
  return new Set(
    [...secondsByDay].filter(([, seconds]) => seconds >= SHORTEST_DAY_SECONDS).map(([day]) => day),
  );
}

function longestRow(days: readonly number[]): number {
  let [best, row, last] = [0, 0, Number.NaN];
  for (const day of [...days].sort((a, b) => a - b)) {
    row = day === last + 1 ? row + 1 : 1;
    best = Math.max(best, row);
    last = day;
  }
  return best;
}

/** Numbers calendar days, so that neighbours differ by one whatever the clocks do in spring. */
function dayCounter(timeZone: string): (date: Date) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (date) => Date.parse(`${format.format(date)}T00:00:00Z`) / DAY_MS;
}
