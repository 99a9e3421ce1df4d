import type { JSX } from 'preact';
import { playingMidi, playMidi, stopMidi, takesMidi } from '../../shared/playing-midi.js';
import { useSignal } from '../../shared/signal.js';
import type { Plugin } from '../../shared/wire.js';
import { SourceStatus } from '../source-status.js';

/** Lets this browser hear a MIDI pickup for the bridge. */
export function MidiButton({ plugin }: { plugin: Plugin }): JSX.Element | null {
  const { state, message } = useSignal(playingMidi);
  if (!takesMidi(plugin)) return null;
  const isOn = state !== 'off' && state !== 'failed';
  return (
    <>
      <button
        type="button"
        class={plugin.state === 'needs-device' && !isOn ? 'btn main' : 'btn'}
        onClick={() => (isOn ? stopMidi() : void playMidi(plugin.id))}
      >
        {isOn ? 'Stop using this browser’s MIDI' : 'Use this browser’s MIDI'}
      </button>
      <SourceStatus state={state} message={message} />
    </>
  );
}
