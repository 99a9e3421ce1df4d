import type { JSX } from 'preact';
import {
  listen,
  listening,
  MICROPHONE_LABELS,
  microphoneInput,
  stopListening,
} from '../../shared/listening.js';
import { useSignal } from '../../shared/signal.js';
import type { Plugin } from '../../shared/wire.js';
import { SourceStatus } from '../source-status.js';

/** Lets this browser hear the guitar for an audio input. */
export function ListenButton({ plugin }: { plugin: Plugin }): JSX.Element | null {
  const { state, message } = useSignal(listening);
  if (!microphoneInput([plugin])) return null;
  const isOn = state !== 'off' && state !== 'failed';
  const isCalling = plugin.state === 'needs-device' && !isOn;
  return (
    <>
      <button
        type="button"
        class={isCalling ? 'btn main' : 'btn'}
        onClick={() => (isOn ? stopListening() : void listen(plugin.id))}
      >
        {isOn ? MICROPHONE_LABELS.stop : MICROPHONE_LABELS.use}
      </button>
      <SourceStatus state={state} message={message} />
    </>
  );
}
