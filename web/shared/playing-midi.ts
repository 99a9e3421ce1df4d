import { Signal } from './signal.js';
import { openWebMidi, type WebMidi, WebMidiError } from './web-midi.js';
import type { Plugin } from './wire.js';

/** What the player needs to know about this page's MIDI. */
export interface PlayingMidi {
  readonly state: 'off' | 'asking' | 'connecting' | 'listening' | 'waiting' | 'reconnecting' | 'failed';
  readonly message: string;
}

const OFF: PlayingMidi = { state: 'off', message: '' };
export const playingMidi = new Signal<PlayingMidi>(OFF);
let midi: WebMidi | null = null;

/** Whether the input takes MIDI from pages. */
export function takesMidi(plugin: Plugin): boolean {
  return plugin.details.browser_midi === true;
}

/** Asks for MIDI and hands it to the bridge. Never rejects. */
export async function playMidi(inputId: string): Promise<void> {
  if (midi) return;
  playingMidi.value = { state: 'asking', message: 'The browser asks whether it may use MIDI.' };
  try {
    midi = await openWebMidi({
      socket: `/plugins/${encodeURIComponent(inputId)}/web-midi`,
      onState: (state, message) => {
        if (state === 'stopped') midi = null;
        playingMidi.value = state === 'stopped' ? { ...OFF, message } : { state, message };
      },
    });
  } catch (error) {
    const message = error instanceof WebMidiError ? error.message : 'MIDI did not open.';
    playingMidi.value = { state: 'failed', message };
  }
}

export function stopMidi(): void {
  midi?.stop();
  midi = null;
  playingMidi.value = OFF;
}
