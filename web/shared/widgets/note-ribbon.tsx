import type { JSX } from 'preact';
import { clamp } from '../clamp.js';
import { counted } from '../format.js';
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
  /** Room beneath for what is written there. */
  readonly below?: number;
}

interface Props {
  notes: readonly Note[];
  shape: RibbonShape;
  /** What is written beneath a note. */
  write?: (note: Note, isNewest: boolean) => JSX.Element;
}

function describe(notes: readonly Note[]): string {
  const count = (...these: Judgement[]) => notes.filter(({ judgement }) => these.includes(judgement)).length;
  return `Last ${counted(notes.length, 'note')}: ${count('in-tune')} in tune, ${count('close')} close, ${count('flat', 'sharp')} off, ${count('outside')} outside the scale`;
}

/** The latest notes, newest at the right: height is cents, crosses have a lane of their own. */
export function NoteRibbon({ notes, shape, write }: Props): JSX.Element {
  const colours = useSignal(ramp);
  const { count, width, reach, radius, zone, below = 0 } = shape;
  const shown = notes.slice(-count);
  const slot = width / count;
  const middle = reach + radius * 1.6;
  const lane = middle + reach + radius * 3.2;
  const height = lane + radius * 1.6 + below;
  const x = (index: number) => (count - shown.length + index + 0.5) * slot;
  const y = (cents: number) => middle - clamp(cents / CLAMP, -1) * reach;
  return (
    <svg class="ribbon" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(shown)}>
      <rect class="band" y={y(zone)} width={width} height={y(-zone) - y(zone)} />
      <path class="mid" d={`M0 ${middle}H${width}`} stroke-dasharray="1 5" />
      {shown.map((note, index) => (
        <g class="slot" style={{ transform: `translateX(${x(index)}px)` }} key={note.id}>
          <DrawnMark
            shape={noteShape(note)}
            y={note.judgement === 'outside' ? lane : y(note.cents ?? 0)}
            radius={index === shown.length - 1 ? radius * 1.3 : radius}
            colour={note.score === null ? undefined : colours.css(note.score)}
          />
          {write?.(note, index === shown.length - 1)}
        </g>
      ))}
    </svg>
  );
}
