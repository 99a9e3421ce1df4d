import type { FakeBridge } from './fake-bridge.js';
import { metrics, note, pitch, session } from './notes.js';

/** A practice begins, and an E flat is played a little low. */
export function playOneNote(bridge: FakeBridge): void {
  const own = { session_id: '0193-session' };
  bridge.tell('session', { ...own, state: 'started', session: session(), result: null });
  bridge.tell('note', note({ ...own, midi: 63, name: 'Eb', octave: 4, cents: -6 }));
  bridge.tell('pitch', pitch({ ...own, midi: 63, cents: -6 }));
  bridge.tell('metrics', metrics());
}
