import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { clock } from '../../shared/format.js';
import { useSignal } from '../../shared/signal.js';
import { settings } from '../settings.js';
import { byMinute, type Series, seriesInWords } from './series.js';

type Draw = typeof import('./draw-chart.js');

function Table({ series }: { series: Series }): JSX.Element {
  return (
    <details>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th>Minute</th>
            <th class="n">Pitch</th>
            <th class="n">Scale</th>
            <th class="n">Timing</th>
          </tr>
        </thead>
        <tbody>
          {byMinute(series).map(({ minute, pitch, scale, timing }) => (
            <tr key={minute}>
              <td>{minute}</td>
              {[pitch, scale, timing].map((value, index) => (
                <td class="n" key={index}>
                  {value === null ? '–' : Math.round(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
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
  const [at, point] = useState<number | null>(null);
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
    const next = Math.min(series.seconds.length - 1, Math.max(0, (at ?? -1) + step));
    point(next);
    chart.current?.point(next);
  };
  return (
    <section class="chart-section">
      <h2 class="unseen">Over time</h2>
      <div
        ref={box}
        class="chart"
        role="img"
        aria-label={seriesInWords(series)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cursor of the chart
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      <p class="small" aria-live="polite">
        {at === null ? 'Point at the chart, or use ← and →, to read a moment.' : said(series, at)}
      </p>
      <Table series={series} />
    </section>
  );
}
