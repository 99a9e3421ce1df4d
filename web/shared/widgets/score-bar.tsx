import type { ComponentChildren, JSX } from 'preact';
import { points } from '../format.js';
import { useColour, useReadable } from '../hooks.js';
import { scoreShape } from '../judgement.js';
import { Mark } from './mark.js';

/** A line with a tick at 70 and a mark where the score is; empty without one. */
function Rail({ score }: { score: number | null }): JSX.Element {
  return (
    <div class="rail">
      <span class="tick" />
      {score === null ? null : <i />}
      {score === null ? null : (
        <span class="runner">
          <Mark shape={scoreShape(score)} />
        </span>
      )}
    </div>
  );
}

interface Props {
  name: string;
  score: number | null;
  class: string;
  /** One sentence, where there is room for it. */
  children?: ComponentChildren;
}

/** One of the three scores: name, number and rail. */
export function ScoreBar({ name, score, class: kind, children }: Props): JSX.Element {
  const shown = useReadable(score);
  const text = points(shown);
  const percent = Math.round((shown ?? 0) * 100);
  return (
    <div
      class={kind}
      role="meter"
      aria-label={name}
      aria-valuenow={percent}
      aria-valuetext={shown === null ? 'no score yet' : text}
      style={{ '--v': percent, '--q': useColour(shown) }}
    >
      <h2>{name}</h2>
      <b class={shown === null ? 'faint' : ''}>{text}</b>
      <Rail score={shown} />
      {children}
    </div>
  );
}
