import type { JSX } from 'preact';
import type { ApiError } from '../shared/api.js';
import { addressOf } from './router.js';
import { StateTag } from './state-tag.js';

/** What will be here, and how. */
export function Empty({ title, says }: { title: string; says: string }): JSX.Element {
  return (
    <div class="state">
      <h1>{title}</h1>
      <p class="dim">{says}</p>
      <a class="btn main" href={addressOf('practise')}>
        Practise <kbd>1</kbd>
      </a>
    </div>
  );
}

/** Still, and only when waiting is noticed. */
export function Bones({ says }: { says: string }): JSX.Element {
  return (
    <div class="state">
      <div class="bones" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <p class="dim" role="status">
        {says}
      </p>
    </div>
  );
}

/** What waits, what is safe, and a way to try again. */
export function Trouble(props: { title: string; error: ApiError; again: () => void }): JSX.Element {
  return (
    <div class="state" role="alert">
      <StateTag glyph="call" word="Waiting" />
      <p>
        <b>{props.title}</b>
      </p>
      <p class="dim">{props.error.message} What you play meanwhile is kept and saved later.</p>
      <button type="button" class="btn" onClick={props.again}>
        Try now
      </button>
    </div>
  );
}
