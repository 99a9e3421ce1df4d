import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BridgeStore } from '../shared/bridge-store.js';
import { useSeconds } from '../shared/hooks.js';
import { useSignal } from '../shared/signal.js';
import { StateTag } from './state-tag.js';

const PATIENCE_MS = 1500;

/** A bridge that answers at once needs no words. */
function useIsSlow(): boolean {
  const [isSlow, slow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => slow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}

/** Trouble with the bridge stays a line beside the music. */
export function ConnectionNotice({ store }: { store: BridgeStore }): JSX.Element | null {
  const { state, lastHeard } = useSignal(store.connection);
  const now = useSeconds();
  const isSlow = useIsSlow();
  if (state === 'live' || (state === 'connecting' && !isSlow)) return null;
  const seconds = lastHeard === null ? null : Math.round((now - lastHeard) / 1000);
  return (
    <p class="notice" role="status">
      {state === 'refused' ? (
        <>
          <StateTag glyph="call" word="Token needed" />
          The bridge asks for a token. Open the link that <code>fretcoach token add</code> printed.
        </>
      ) : (
        <>
          <StateTag
            glyph="half"
            word={seconds === null ? 'Looking for the bridge' : `Last heard ${seconds} s ago`}
          />
          {seconds === null
            ? 'It does not answer yet. Start it with npm start; this page connects by itself.'
            : 'The last note stays, dimmed. No score moves until the bridge is back.'}
        </>
      )}
    </p>
  );
}
