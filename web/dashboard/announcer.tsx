import type { JSX } from 'preact';
import type { BridgeStore } from '../shared/bridge-store.js';
import { centsInWords, spokenName } from '../shared/format.js';
import { useReadable } from '../shared/hooks.js';
import { useSignal } from '../shared/signal.js';

/** Tells screen readers each settled note, at most one a second. */
export function Announcer({ store }: { store: BridgeStore }): JSX.Element {
  const note = useSignal(store.note);
  const isSettled = note !== null && note.phase !== 'onset' && note.name !== null && !note.flags.ghost;
  const text = isSettled
    ? `${spokenName(note.name ?? '', note.octave)}, ${note.in_scale === false ? 'outside the scale' : centsInWords(note.cents ?? 0)}`
    : '';
  return (
    <p class="unseen" aria-live="polite">
      {useReadable(text, 1000)}
    </p>
  );
}
