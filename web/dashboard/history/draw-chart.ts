import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clock } from '../../shared/format.js';
import type { Series } from './series.js';

const HEIGHT = 300;
const GOOD = 70;
/** Steps of the time axis, in seconds. */
const STEPS = [5, 15, 30, 60, 120, 240, 300, 600, 900, 1800, 3600];

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** `4 min`, `1:30`. */
function shownTick(second: number): string {
  return second > 0 && second % 60 === 0 ? `${second / 60} min` : clock(second);
}

/** The names stand at the ends of their lines, apart from each other. */
function nameLines(plot: uPlot): void {
  const { ctx, bbox, data } = plot;
  const ends = ['Pitch', 'Scale', 'Timing'].flatMap((name, index) => {
    const value = [...(data[index + 1] ?? [])].reverse().find((one) => one !== null && one !== undefined);
    return value === undefined || value === null ? [] : [{ name, y: plot.valToPos(value, 'y', true) }];
  });
  const gap = 18 * devicePixelRatio;
  ctx.save();
  ctx.font = `${13 * devicePixelRatio}px "FretCoach Text", sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let lowest = Number.NEGATIVE_INFINITY;
  for (const { name, y } of ends.sort((a, b) => a.y - b.y)) {
    lowest = Math.max(y, lowest + gap);
    ctx.fillStyle = token(name === 'Pitch' ? '--ink' : '--ink-2');
    ctx.fillText(name, bbox.left + bbox.width + 10 * devicePixelRatio, lowest);
  }
  ctx.restore();
}

/** From 70 on it is good. */
function shadeGood(plot: uPlot): void {
  const { ctx, bbox } = plot;
  const bottom = plot.valToPos(GOOD, 'y', true);
  ctx.save();
  ctx.fillStyle = token('--rise');
  ctx.fillRect(bbox.left, bbox.top, bbox.width, bottom - bbox.top);
  ctx.fillStyle = token('--ink-3');
  ctx.font = `${12 * devicePixelRatio}px "FretCoach Text", sans-serif`;
  ctx.fillText('good from 70', bbox.left + 8 * devicePixelRatio, bottom - 8 * devicePixelRatio);
  ctx.restore();
}

/** Where the cursor stands: at which row, and how far from the left of the box, in pixels. */
export interface ChartPoint {
  readonly index: number;
  readonly left: number;
}

type Point = (at: ChartPoint | null) => void;

function pointOf({ cursor, bbox }: uPlot): ChartPoint | null {
  const { idx, left } = cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0) return null;
  return { index: idx, left: left + bbox.left / devicePixelRatio };
}

function optionsFor(width: number, point: Point): uPlot.Options {
  const axis = {
    stroke: token('--ink-2'),
    font: '13px "FretCoach Text", sans-serif',
    ticks: { show: false },
  };
  const grid = { stroke: token('--edge'), width: 1 };
  const steps = uPlot.paths.stepped?.({ align: 1 }); // The scale is covered note by note.
  return {
    width,
    height: HEIGHT,
    padding: [12, 72, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { fill: token('--ink'), size: 9 } },
    scales: { x: { time: false }, y: { range: [0, 100] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        incrs: STEPS,
        values: (_, ticks) => ticks.map(shownTick),
      },
      { ...axis, grid, splits: [0, 50, 100], size: 40 },
    ],
    series: [
      {},
      { label: 'Pitch', stroke: token('--ink'), width: 2.25, spanGaps: true, points: { show: false } },
      {
        label: 'Scale',
        ...(steps ? { paths: steps } : {}),
        stroke: token('--ink-2'),
        width: 2,
        dash: [1.5, 4],
        spanGaps: true,
        points: { show: false },
      },
      {
        label: 'Timing',
        stroke: token('--ink-2'),
        width: 2,
        dash: [7, 4],
        spanGaps: true,
        points: { show: false },
      },
    ],
    hooks: {
      drawClear: [shadeGood],
      draw: [nameLines],
      setCursor: [(plot) => point(pointOf(plot))],
    },
  };
}

/** Draws into `box` and follows its width. Loaded only when a session is opened. */
export function drawChart(box: HTMLElement, series: Series, point: Point) {
  const data: uPlot.AlignedData = [series.seconds, series.pitch, series.scale, series.timing];
  const plot = new uPlot(optionsFor(box.clientWidth, point), data, box);
  const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
  observer.observe(box);
  return {
    point: (index: number) =>
      plot.setCursor({ left: plot.valToPos(series.seconds[index] ?? 0, 'x'), top: HEIGHT / 2 }),
    remove: () => {
      observer.disconnect();
      plot.destroy();
    },
  };
}
