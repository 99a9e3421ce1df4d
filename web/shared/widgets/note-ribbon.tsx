import type { JSX } from 'preact';
import { counted, shownName } from '../format.js';
import { type Judgement, noteShape } from '../judgement.js';
import { useSignal } from '../signal.js';
import { ramp } from '../theme.js';
import type { Note } from '../wire.js';
import { DrawnMark } from './mark.js';

/** Marks are kept within this many cents of the middle. */
const CLAMP = 40;

export interface RibbonShape {
  readonly count: number;
  readonly width: number;
  /** From the middle line to a mark at the clamp. */
  readonly reach: number;
  readonly radius: number;
  /** Half the height of the in-tune band, in cents. */
  readonly zone: number;
  readonly hasNames: boolean;
}

function describe(notes: readonly Note[]): string {
  const count = (...these: Judgement[]) => notes.filter(({ judgement }) => these.includes(judgement)).length;
  return `Last ${counted(notes.length, 'note')}: ${count('in-tune')} in tune, ${count('close')} close, ${count('flat', 'sharp')} off, ${count('outside')} outside the scale`;
}

/** The latest notes, newest at the right: height is cents, crosses have a lane of their own. */
export function NoteRibbon({ notes, shape }: { notes: readonly Note[]; shape: RibbonShape }): JSX.Element {
  const colours = useSignal(ramp);
  const { count, width, reach, radius, zone } = shape;
  const shown = notes.slice(-count);
  const slot = width / count;
  const middle = reach + radius * 1.6;
  const lane = middle + reach + radius * 3.2;
  const names = lane + radius * 5;
  const height = shape.hasNames ? names + 2 : lane + radius * 1.6;
  const x = (index: number) => (count - shown.length + index + 0.5) * slot;
  const y = (cents: number) => middle - (Math.max(-CLAMP, Math.min(CLAMP, cents)) / CLAMP) * reach;
  return (
    <svg class="ribbon" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(shown)}>
      <rect class="band" y={y(zone)} width={width} height={y(-zone) - y(zone)} />
      <path class="mid" d={`M0 ${middle}H${width}`} stroke-dasharray="1 5" />
      {shown.map((note, index) => (
        <g class="slot" style={{ transform: `translateX(${x(index)}px)` }} key={note.id}>
          <DrawnMark
            shape={noteShape(note)}
            x={0}
            y={note.judgement === 'outside' ? lane : y(note.cents ?? 0)}
            radius={index === shown.length - 1 ? radius * 1.3 : radius}
            colour={note.score === null ? undefined : colours.css(note.score)}
          />
          {shape.hasNames && note.name ? (
            <text class={index === shown.length - 1 ? 'lab new' : 'lab'} y={names}>
              {shownName(note.name)}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}
