import type { JSX } from 'preact';
import type { DatedValue } from '../../../src/core/metrics/progress.js';
import { points } from '../../shared/format.js';
import type { Progress } from '../../shared/wire.js';
import { type ScoreName, type Trend, trendInWords, trendOf } from './trend.js';

const SCORES: readonly (readonly [string, ScoreName])[] = [
  ['Pitch', 'pitch_accuracy'],
  ['Scale', 'scale_conformity'],
  ['Timing', 'timing_stability'],
];
const [WIDTH, HEIGHT] = [320, 64];
/** Smaller ups and downs than this are not blown up. */
const LEAST_SPAN = 0.2;

/** Places values of 0 to 1 and times in the drawing. */
function placer({ week, month }: Trend): (values: readonly DatedValue[]) => string {
  const all = [...week, ...month];
  const [from, to] = [week[0]?.date.getTime() ?? 0, week.at(-1)?.date.getTime() ?? 1];
  const highest = Math.max(...all.map(({ value }) => value));
  const lowest = Math.min(highest - LEAST_SPAN, ...all.map(({ value }) => value));
  const x = (date: Date) => (WIDTH * (date.getTime() - from)) / Math.max(1, to - from);
  const y = (value: number) => 4 + ((HEIGHT - 8) * (highest - value)) / (highest - lowest);
  return (values) =>
    values.map(({ date, value }) => `${x(date).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
}

function Lines({ trend }: { trend: Trend }): JSX.Element | null {
  if (trend.week.length < 2) return null;
  const at = placer(trend);
  return (
    <svg class="lines" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline class="month" points={at(trend.month)} />
      <polyline class="week" points={at(trend.week)} />
    </svg>
  );
}

/** Whether it gets better: the last week against the last month, for each score. */
export function Trends({ progress }: { progress: Progress }): JSX.Element {
  const trends = SCORES.map(([name, score]) => ({ name, trend: trendOf(progress.items, score) }));
  return (
    <section class="trends">
      <h2>
        This week <span>solid is the week, dashed the month, over all your scales</span>
      </h2>
      <div class="trio">
        {trends.map(({ name, trend }) => (
          <div class="trend" key={name}>
            <span>{name}</span>
            <b>{points(trend.week.at(-1)?.value ?? null)}</b>
            <Lines trend={trend} />
            <p>{trendInWords(trend)}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
