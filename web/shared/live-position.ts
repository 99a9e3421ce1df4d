import { useRef } from 'preact/hooks';
import type { BridgeStore } from './bridge-store.js';
import { likelyPosition } from './fretboard.js';
import { useNow } from './hooks.js';
import { useSignal } from './signal.js';
import type { Live, NeckScale } from './widgets/fretboard.js';

/** The practised scale, as the neck shows it. */
export function useNeckScale(store: BridgeStore): NeckScale | null {
  const session = useSignal(store.session);
  if (!session) return null;
  return {
    name: session.scale_name,
    root: session.root,
    pitchClasses: session.pitch_classes,
    noteNames: session.note_names,
  };
}

/** Where the sounding note lies: as the device says, else where a hand would most likely be. */
export function useLive(store: BridgeStore, openStrings: readonly number[]): Live | null {
  const note = useSignal(store.note);
  const now = useNow(store);
  const hand = useRef<number | null>(null);
  if (!note || note.midi === null || note.name === null || note.phase === 'released') return null;
  const told = note.string !== null && note.fret !== null ? { string: note.string, fret: note.fret } : null;
  const place = told ?? likelyPosition(note.midi, openStrings, hand.current);
  if (!place) return null;
  if (place.fret > 0) hand.current = place.fret;
  return { ...place, name: note.name, score: note.score ?? now.judged.score };
}
