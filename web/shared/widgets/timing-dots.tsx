import type { JSX } from 'preact';
import { clamp } from '../clamp.js';
import { scoreShape } from '../judgement.js';
import { useSignal } from '../signal.js';
import { ramp } from '../theme.js';
import { type Onset, timingScore } from '../timing.js';
import { DrawnMark } from './mark.js';

/** Half the width of the drawing, in milliseconds. */
const REACH = 50;
/** Drawn as the zone. */
const ZONE = 10;
const FADING = [1, 0.8, 0.62];

export interface DotsShape {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

function describe(onsets: readonly Onset[]): string {
  if (onsets.length === 0) return 'Timing: needs three notes';
  const early = onsets.filter(({ deviation }) => deviation < -ZONE).length;
  const late = onsets.filter(({ deviation }) => deviation > ZONE).length;
  return `Last ${onsets.length} onsets: ${early} early, ${late} late, ${onsets.length - early - late} on the beat`;
}

/** Rows fall from the newest to the oldest; left is early, right is late. */
export function TimingDots({ onsets, shape }: { onsets: readonly Onset[]; shape: DotsShape }): JSX.Element {
  const colours = useSignal(ramp);
  const { count, width, height, radius } = shape;
  const shown = onsets.slice(-count).reverse();
  const row = (height - radius * 3) / Math.max(1, count - 1);
  const half = width / 2 - radius * 2;
  const x = (milliseconds: number) => width / 2 + clamp(milliseconds / REACH, -1) * half;
  return (
    <svg class="dots" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(shown)}>
      <rect class="band" x={x(-ZONE)} width={x(ZONE) - x(-ZONE)} height={height} />
      <path class="mid" d={`M${width / 2} 0V${height}`} />
      <path
        class="axis"
        d={`M${x(-REACH) - 0.5} ${height - 4}H${width}`}
        stroke-dasharray={`1 ${half / 5 - 1}`}
      />
      {shown.map(({ id, deviation }, index) => (
        <g opacity={FADING[Math.floor((3 * index) / count)]} key={id}>
          <DrawnMark
            shape={scoreShape(timingScore(deviation), deviation < 0)}
            x={x(deviation)}
            y={radius * 1.5 + index * row}
            radius={index === 0 ? radius * 1.4 : radius}
            colour={colours.css(timingScore(deviation))}
          />
        </g>
      ))}
    </svg>
  );
}
