import { openMicrophone } from './microphone.js';
import { PageSource } from './page-source.js';
import type { Plugin } from './wire.js';

const microphone = new PageSource(openMicrophone, {
  asking: 'The browser asks whether it may listen.',
  failed: 'The microphone did not open.',
});

/** What its button says, wherever it stands; the hints of the bridge name it too. */
export const MICROPHONE_LABELS = {
  use: 'Use this browser’s microphone',
  stop: 'Stop this browser’s microphone',
} as const;

/** How this page's microphone does. */
export const listening = microphone.doing;

/** Whether this page's microphone is on, or about to be. */
export function isListening(state: (typeof listening)['value']['state']): boolean {
  return state !== 'off' && state !== 'failed';
}

/** The audio input that takes sound from pages, if one is configured and awake. */
export function microphoneInput(plugins: readonly Plugin[] | null): Plugin | null {
  const audio = (plugins ?? []).filter(({ use, roles }) => use === 'audio' && roles.includes('input'));
  return audio.find(({ details }) => details.browser_microphone === true) ?? null;
}

/** Asks for the microphone and streams it to the bridge. Never rejects. */
export function listen(inputId: string): Promise<void> {
  return microphone.start(`/plugins/${encodeURIComponent(inputId)}/microphone`);
}

export function stopListening(): void {
  microphone.stop();
}
