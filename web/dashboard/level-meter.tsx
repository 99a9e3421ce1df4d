import type { JSX } from 'preact';
import { swellOf } from '../shared/now.js';

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
