import type { JSX } from 'preact';
import type { Glyph } from '../shared/plugin-words.js';

const GLYPHS: Readonly<Record<Glyph, JSX.Element>> = {
  on: <circle cx="6" cy="6" r="5" />,
  half: (
    <>
      <path d="M6 1a5 5 0 0 1 0 10z" />
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" />
    </>
  ),
  call: <path d="M6 0.5L12 11.5H0z" />,
  off: <path d="M1 5h10v2H1z" />,
};

/** A state as glyph and word; what needs the player is filled. */
export function StateTag({ glyph, word }: { glyph: Glyph; word: string }): JSX.Element {
  return (
    <span class={glyph === 'call' ? 'tag call' : 'tag'}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {GLYPHS[glyph]}
      </svg>
      {word}
    </span>
  );
}
