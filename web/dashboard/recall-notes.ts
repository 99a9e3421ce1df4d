import { api } from '../shared/api.js';
import type { BridgeStore } from '../shared/bridge-store.js';
import type { Note } from '../shared/wire.js';

/** What was heard here is newer than what is remembered there. */
function merged(remembered: readonly Note[], heard: readonly Note[]): readonly Note[] {
  const before = remembered.filter(({ id }) => !heard.some((note) => note.id === id));
  return [...before, ...heard].sort((one, other) => one.onset - other.onset).slice(-40);
}

/** A page that is opened amid a practice, or was away for a while, asks for the notes it has not heard. */
export function recallNotes({ session, notes }: BridgeStore): void {
  const isStill = (id: string) => session.value?.session_id === id;
  session.subscribe(async () => {
    const id = session.value?.session_id;
    if (id === undefined) return;
    const remembered = await api.lastNotes(id).catch(() => null); // Without them the page fills as one plays.
    if (remembered && isStill(id)) notes.value = merged(remembered.items, notes.value);
  });
}
