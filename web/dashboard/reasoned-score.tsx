import type { JSX } from 'preact';
import { ScoreBar } from '../shared/widgets/score-bar.js';

interface Props {
  name: string;
  score: number | null;
  reason: string;
}

/** A score comes with its reason. */
export function ReasonedScore({ name, score, reason }: Props): JSX.Element {
  return (
    <ScoreBar class="score" name={name} score={score}>
      <p class="why">{reason}</p>
    </ScoreBar>
  );
}
