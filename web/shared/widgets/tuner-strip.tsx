import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { isCalm } from '../calm.js';
import { centsInWords } from '../format.js';
import { useColour } from '../hooks.js';
import { noteShape, noteWord, zoneOf } from '../judgement.js';
import type { Now } from '../now.js';
import { useGentleColour } from '../use-gentle-colour.js';
import { Mark } from './mark.js';

const SWELL = 'M0 14C25 13 35 0 50 0S75 13 100 14C75 15 65 28 50 28S25 15 0 14Z';

interface Label {
  at: number;
  text: string;
  class?: string;
}
/** For strips wide enough. */
export const FULL_LABELS: readonly Label[] = [
  { at: -50, text: '−50 flat', class: 'first' },
  { at: -25, text: '−25', class: 'wide' },
  { at: 0, text: 'spot on' },
  { at: 25, text: '+25', class: 'wide' },
  { at: 50, text: 'sharp +50', class: 'last' },
];
export const END_LABELS: readonly Label[] = [
  { at: -50, text: 'flat', class: 'first' },
  { at: 50, text: 'sharp', class: 'last' },
];

function spoken(now: Now): string {
  if (now.cents === null || !now.isSounding) return 'waiting for a note';
  return `${centsInWords(now.cents)}, ${noteWord(now.judged.judgement)}`;
}

/** The string swells with the level, up at once and down slowly; for those who want it calm it keeps still. */
function useSwell(level: number): { transform: string; 'transition-duration'?: string } {
  const last = useRef(level);
  const isRising = level > last.current;
  last.current = level;
  if (isCalm()) return { transform: 'scaleY(0.5)' };
  return { transform: `scaleY(${level.toFixed(2)})`, 'transition-duration': isRising ? '120ms' : '600ms' };
}

interface Props {
  now: Now;
  strictness: number;
  labels: readonly Label[];
}

/** A ruler, a zone between two fret wires, a string, and a bead where the pitch is. */
export function TunerStrip({ now, strictness, labels }: Props): JSX.Element {
  const colour = useColour(now.judged.score);
  const field = useGentleColour(now.judged.score);
  const swell = useSwell(now.swell);
  const cents = now.cents ?? 0;
  const isShown = now.isSounding && now.cents !== null;
  return (
    <div
      class={isShown ? 'tuner' : 'tuner quiet'}
      role="meter"
      aria-label="Tuner"
      aria-valuemin={-50}
      aria-valuemax={50}
      aria-valuenow={Math.round(cents)}
      aria-valuetext={spoken(now)}
      style={{ '--z': zoneOf(strictness), '--c': cents.toFixed(1), '--q': colour, '--field': field }}
    >
      <div class="zone" />
      <div class="rule" />
      <div class="wire" />
      <div class="slider">
        <svg class="swell" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" style={swell}>
          <path d={SWELL} />
        </svg>
        <div class="hair" />
        <Mark shape={noteShape(now.judged)} />
      </div>
      {labels.map(({ at, text, class: name = '' }) => (
        <span class={`at ${name}`} style={{ '--at': at }} key={at}>
          {text}
        </span>
      ))}
    </div>
  );
}
