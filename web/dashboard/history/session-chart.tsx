import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { clock } from '../../shared/format.js';
import { useSignal } from '../../shared/signal.js';
import { ScoreTable } from '../score-table.js';
import { settings } from '../settings.js';
import type { ChartPoint } from './draw-chart.js';
import { byMinute, type Series, seriesInWords } from './series.js';

type Draw = typeof import('./draw-chart.js');

const shown = (value: number | null) => (value === null ? '–' : Math.round(value));

function Table({ series }: { series: Series }): JSX.Element {
  const rows = byMinute(series).map(({ minute, pitch, scale, timing }) => ({
    name: minute,
    scores: [pitch, scale, timing].map(shown),
  }));
  return (
    <details>
      <summary>As a table</summary>
      <ScoreTable first="Minute" rows={rows} />
    </details>
  );
}

/** Beyond this share of the width the words stand left of the cursor. */
const TURN = 0.7;

/** A moment of the chart, beside the cursor. */
function Tip({ series, at, width }: { series: Series; at: ChartPoint; width: number }): JSX.Element {
  const isLeft = at.left > TURN * width;
  return (
    <div class={isLeft ? 'tip left' : 'tip'} style={{ left: `${at.left}px` }} aria-hidden="true">
      <b>{said(series, at.index)}</b>
      <span>{series.played[at.index] || 'no new note'}</span>
    </div>
  );
}

function said(series: Series, index: number): string {
  const part = (name: string, value: number | null | undefined) =>
    value === null || value === undefined ? '' : ` · ${name} ${Math.round(value)}`;
  const parts = [
    part('pitch', series.pitch[index]),
    part('scale', series.scale[index]),
    part('timing', series.timing[index]),
  ];
  return clock(series.seconds[index] ?? 0) + parts.join('');
}

/** The scores of a session over time, in ink: colour would claim a judgement. Arrow keys move the cursor. */
export function SessionChart({ series }: { series: Series }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<Draw['drawChart']> | null>(null);
  const [at, point] = useState<ChartPoint | null>(null);
  const { theme } = useSignal(settings);
  useEffect(() => {
    let isGone = false;
    void import('./draw-chart.js').then(({ drawChart }) => {
      if (!isGone && box.current) chart.current = drawChart(box.current, series, point);
    });
    return () => {
      isGone = true;
      chart.current?.remove();
      chart.current = null;
    };
  }, [series, theme]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    chart.current?.point(Math.min(series.seconds.length - 1, Math.max(0, (at?.index ?? -1) + step)));
  };
  return (
    <section class="chart-section">
      <h2 class="unseen">Over time</h2>
      <div class="chart-box">
        <div
          ref={box}
          class="chart"
          role="img"
          aria-label={seriesInWords(series)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cursor of the chart
          tabIndex={0}
          onKeyDown={onKeyDown}
        />
        {at ? <Tip series={series} at={at} width={box.current?.clientWidth ?? 0} /> : null}
      </div>
      <p class="small">Point at the chart, or use ← and →, to read a moment.</p>
      <p class="unseen" aria-live="polite">
        {at ? `${said(series, at.index)}. ${series.played[at.index]}` : ''}
      </p>
      <Table series={series} />
    </section>
  );
}
