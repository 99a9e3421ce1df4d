import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../../shared/api.js';
import { useAnswer } from '../history/use-answer.js';

const clockTime = (at: string): string => new Date(at).toLocaleTimeString('en-GB');

function Lines(): JSX.Element {
  const { value, error } = useAnswer('log', api.log);
  if (error) return <p class="dim">{error.message}</p>;
  if (!value) return <p class="dim">Reading the log …</p>;
  if (value.items.length === 0) return <p class="dim">The bridge has said nothing since it was started.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <ol class="log" aria-label="The log, newest first" tabIndex={0}>
      {[...value.items].reverse().map(({ at, level, name, message }, index) => (
        <li class={level} key={value.items.length - index}>
          <time dateTime={at}>{clockTime(at)}</time> {name ? <b>{name}: </b> : null}
          {message}
        </li>
      ))}
    </ol>
  );
}

/** What the bridge said of late; read when it is opened. */
export function Log(): JSX.Element {
  const [isOpen, open] = useState(false);
  return (
    <details class="small" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>Open the log</summary>
      {isOpen ? <Lines /> : null}
    </details>
  );
}
