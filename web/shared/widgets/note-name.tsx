import type { JSX } from 'preact';
import { spokenName } from '../format.js';

/** Width of the drawing, then lines and how thick they are. */
const ACCIDENTALS: Readonly<Record<string, readonly [number, ...(readonly [string, number])[]]>> = {
  '#': [52, ['M18 14V98M36 4V88', 8], ['M4 44L50 32M4 72L50 60', 13]],
  b: [40, ['M7 2V95C26 84 35 74 35 62C35 48 18 46 7 60', 11]],
  x: [52, ['M6 30L46 70M46 30L6 70', 12]],
};

function Accidental({ sign }: { sign: string }): JSX.Element | null {
  const [width, ...lines] = ACCIDENTALS[sign] ?? [];
  return width === undefined ? null : (
    <svg class="acc" viewBox={`0 0 ${width} 100`} aria-hidden="true">
      {lines.map(([path, thickness]) => (
        <path d={path} stroke-width={thickness} key={path} />
      ))}
    </svg>
  );
}

/** The big note. Accidental and octave stand outside the letter's box, so that the letter never moves; another note is another box. */
export function NoteName({ name, octave }: { name: string | null; octave: number | null }): JSX.Element {
  if (name === null) {
    return (
      <div class="note empty" role="img" aria-label="no note yet">
        –
      </div>
    );
  }
  return (
    <div class="note" role="img" aria-label={spokenName(name, octave)} key={name}>
      {name.charAt(0)}
      <Accidental sign={name.charAt(1)} />
      {octave === null ? null : <sub>{octave}</sub>}
    </div>
  );
}
