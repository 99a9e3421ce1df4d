import { PageSource } from './page-source.js';
import { openWebMidi } from './web-midi.js';
import type { Plugin } from './wire.js';

const midi = new PageSource(openWebMidi, {
  asking: 'The browser asks whether it may use MIDI.',
  failed: 'MIDI did not open.',
});

/** How this page's MIDI does. */
export const playingMidi = midi.doing;

/** Whether the input takes MIDI from pages. */
export function takesMidi(plugin: Plugin): boolean {
  return plugin.details.browser_midi === true;
}

/** Asks for MIDI and hands it to the bridge. Never rejects. */
export function playMidi(inputId: string): Promise<void> {
  return midi.start(`/plugins/${encodeURIComponent(inputId)}/web-midi`);
}

export function stopMidi(): void {
  midi.stop();
}
