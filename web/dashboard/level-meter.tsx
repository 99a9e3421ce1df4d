import type { JSX } from 'preact';
import { swellOf } from '../shared/now.js';
import type { Note } from '../shared/wire.js';

/** How loud a note is whose input tells velocities instead of a level, in dBFS on the curve of General MIDI. */
export function levelOf(note: Note | null): number | null {
  if (!note?.velocity || note.phase === 'released') return null;
  return 40 * Math.log10(note.velocity / 127);
}

/** How loud it is, as a row of lights; `level` in dBFS, `null` for nothing. */
export function LevelMeter({ level, label }: { level: number | null; label: string }): JSX.Element {
  const share = Math.round(100 * swellOf(level));
  return (
    <span
      class="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share}
      style={{ '--level': `${share}%` }}
    />
  );
}
