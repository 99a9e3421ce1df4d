import { type Microphone, MicrophoneError, openMicrophone } from './microphone.js';
import { Signal } from './signal.js';
import type { Plugin } from './wire.js';

/** What the player needs to know about this page's microphone. */
export interface Listening {
  readonly state: 'off' | 'asking' | 'connecting' | 'listening' | 'reconnecting' | 'failed';
  readonly message: string;
}

const OFF: Listening = { state: 'off', message: '' };
export const listening = new Signal<Listening>(OFF);
let microphone: Microphone | null = null;

/** The audio input that takes sound from pages, if one is configured and awake. */
export function microphoneInput(plugins: readonly Plugin[] | null): Plugin | null {
  const audio = (plugins ?? []).filter(({ use, roles }) => use === 'audio' && roles.includes('input'));
  return audio.find(({ details }) => details.browser_microphone === true) ?? null;
}

/** "Listen to my guitar": asks for the microphone and streams it to the bridge. Never rejects. */
export async function listen(inputId: string): Promise<void> {
  if (microphone) return;
  listening.value = { state: 'asking', message: 'The browser asks whether it may listen.' };
  try {
    microphone = await openMicrophone({
      socket: `/plugins/${encodeURIComponent(inputId)}/microphone`,
      onState: (state, message) => {
        if (state === 'stopped') microphone = null;
        listening.value = state === 'stopped' ? { ...OFF, message } : { state, message };
      },
    });
  } catch (error) {
    const message = error instanceof MicrophoneError ? error.message : 'The microphone did not open.';
    listening.value = { state: 'failed', message };
  }
}

export function stopListening(): void {
  microphone?.stop();
  microphone = null;
  listening.value = OFF;
}
