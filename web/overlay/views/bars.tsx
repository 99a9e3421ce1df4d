import type { JSX } from 'preact';
import { ScoreBar } from '../../shared/widgets/score-bar.js';
import '../../shared/widgets/mark.css';
import '../../shared/widgets/score-bar.css';
import './bars.css';

interface Scores {
  readonly pitch_accuracy: number | null;
  readonly scale_conformity: number | null;
  readonly timing_stability: number | null;
}

/** The three scores side by side, or one above the other. */
export function Bars({ of }: { of: Scores | null }): JSX.Element[] {
  const all = [
    ['Pitch', of?.pitch_accuracy],
    ['Scale', of?.scale_conformity],
    ['Timing', of?.timing_stability],
  ] as const;
  return all.map(([name, score]) => <ScoreBar class="bar" name={name} score={score ?? null} key={name} />);
}
