import type { MethodResult } from '../../../src/core/wire/index.js';

export type MetricRow = MethodResult<'sessions.metrics'>['items'][number];

/** The three scores over time, in the columns a chart wants: seconds since the start, then 0 to 100 or nothing. */
export interface Series {
  readonly seconds: number[];
  readonly pitch: (number | null)[];
  readonly scale: (number | null)[];
  readonly timing: (number | null)[];
  /** What was played then, in words; empty for a heartbeat. */
  readonly played: string[];
}

/** More would only be drawn on top of each other. */
const MOST = 1500;

function percent(score: number | null): number | null {
  return score === null ? null : Math.round(score * 1000) / 10;
}

/** Thins out long sessions evenly; the last row stays. */
export function seriesOf(
  rows: readonly MetricRow[],
  start: Date,
  inWords: (row: MetricRow) => string = () => '',
): Series {
  const step = Math.max(1, Math.ceil(rows.length / MOST));
  const kept = rows.filter((_, index) => index % step === 0 || index === rows.length - 1);
  return {
    seconds: kept.map(({ timestamp }) => (Date.parse(timestamp) - start.getTime()) / 1000),
    pitch: kept.map((row) => percent(row.pitch_accuracy)),
    scale: kept.map((row) => percent(row.scale_conformity)),
    timing: kept.map((row) => percent(row.timing_stability)),
    played: kept.map(inWords),
  };
}

function valueAt(values: readonly (number | null)[], share: number): number | null {
  const told = values.filter((value) => value !== null);
  return told[Math.round(share * (told.length - 1))] ?? null;
}

/** The chart as one sentence. */
export function seriesInWords({ pitch, scale, timing, seconds }: Series): string {
  const minutes = Math.max(1, Math.round((seconds.at(-1) ?? 0) / 60));
  const part = (name: string, values: readonly (number | null)[]) => {
    const [from, to] = [valueAt(values, 0), valueAt(values, 1)];
    if (from === null || to === null) return `${name} has no score`;
    return `${name} goes from ${Math.round(from)} to ${Math.round(to)}`;
  };
  const parts = [part('pitch', pitch), part('scale', scale), part('timing', timing)];
  return `Scores over ${minutes} min: ${parts.join(', ')}.`;
}

/** One line a minute, for the table that says the same as the chart. */
export function byMinute(
  series: Series,
): { minute: number; pitch: number | null; scale: number | null; timing: number | null }[] {
  const last = new Map<number, number>();
  for (const [index, second] of series.seconds.entries()) last.set(Math.floor(second / 60), index);
  return [...last].map(([minute, index]) => ({
    minute: minute + 1,
    pitch: series.pitch[index] ?? null,
    scale: series.scale[index] ?? null,
    timing: series.timing[index] ?? null,
  }));
}
