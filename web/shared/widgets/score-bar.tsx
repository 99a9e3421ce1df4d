import type { JSX } from 'preact';
import { points } from '../format.js';
import { useColour, useReadable } from '../hooks.js';
import { scoreShape } from '../judgement.js';
import { Mark } from './mark.js';

/** A line with a tick at 70 and a mark where the score is; empty without one. */
export function Rail({ score }: { score: number | null }): JSX.Element {
  return (
    <div class="rail">
      <span class="tick" />
      {score === null ? null : (
        <>
          <i />
          <span class="runner">
            <Mark shape={scoreShape(score)} />
          </span>
        </>
      )}
    </div>
  );
}

interface Props {
  name: string;
  score: number | null;
  /** One sentence; left out where there is no room for it. */
  reason?: string;
  class?: string;
}

/** One of the three scores: name, number, rail and the reason in words. */
export function ScoreBar({ name, score, reason, class: kind = 'score' }: Props): JSX.Element {
  const shown = useReadable(score);
  const colour = useColour(shown);
  const text = points(shown);
  const percent = shown === null ? 0 : Math.round(shown * 100);
  return (
    <div
      class={kind}
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={shown === null ? 'no score yet' : text}
      style={{ '--v': percent, '--q': colour }}
    >
      {reason === undefined ? <span>{name}</span> : <h2>{name}</h2>}
      <b class={shown === null ? 'faint' : ''}>{text}</b>
      <Rail score={shown} />
      {reason === undefined ? null : <p class="why">{reason}</p>}
    </div>
  );
}
