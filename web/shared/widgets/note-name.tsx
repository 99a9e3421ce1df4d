import type { JSX } from 'preact';
import { spokenName } from '../format.js';

const SHARP = (
  <svg class="acc" viewBox="0 0 52 100" aria-hidden="true">
    <path d="M18 14V98M36 4V88" stroke-width="8" />
    <path d="M4 44L50 32M4 72L50 60" stroke-width="13" />
  </svg>
);
const FLAT = (
  <svg class="acc" viewBox="0 0 40 100" aria-hidden="true">
    <path d="M7 2V95C26 84 35 74 35 62C35 48 18 46 7 60" stroke-width="11" />
  </svg>
);
const DOUBLE_SHARP = (
  <svg class="acc" viewBox="0 0 52 100" aria-hidden="true">
    <path d="M6 30L46 70M46 30L6 70" stroke-width="12" />
  </svg>
);
const ACCIDENTALS: Readonly<Record<string, JSX.Element>> = { '#': SHARP, b: FLAT, x: DOUBLE_SHARP };

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
      {ACCIDENTALS[name.charAt(1)]}
      {octave === null ? null : <sub>{octave}</sub>}
    </div>
  );
}
