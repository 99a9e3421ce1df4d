import type { JSX } from 'preact';
import { isListening, listen, listening, MICROPHONE_LABELS, stopListening } from '../shared/listening.js';
import { useSignal } from '../shared/signal.js';
import type { Plugin } from '../shared/wire.js';
import { SourceStatus } from './source-status.js';

interface Props {
  input: Plugin;
  look: (isOn: boolean) => string;
}

/** Lets this browser hear the guitar for an audio input. */
export function MicrophoneButton({ input, look }: Props): JSX.Element {
  const { state, message } = useSignal(listening);
  const isOn = isListening(state);
  return (
    <>
      <button
        type="button"
        class={look(isOn)}
        onClick={() => (isOn ? stopListening() : void listen(input.id))}
      >
        {isOn ? MICROPHONE_LABELS.stop : MICROPHONE_LABELS.use}
      </button>
      <SourceStatus state={state} message={message} />
    </>
  );
}
