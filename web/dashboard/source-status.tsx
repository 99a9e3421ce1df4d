import type { JSX } from 'preact';

/** What a browser's microphone or MIDI says of itself, beside the button that turns it on. */
export function SourceStatus({
  state,
  message,
}: {
  state: string;
  message: string | null;
}): JSX.Element | null {
  if (!message) return null;
  return (
    <span class={state === 'failed' ? 'error' : 'dim'} role="status">
      {message}
    </span>
  );
}
