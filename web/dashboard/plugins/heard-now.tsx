import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { shownName } from '../../shared/format.js';
import { LevelMeter, levelOf } from '../level-meter.js';

/** What is over after so long is not now. */
const NOW_MS = 1500;

interface Heard {
  readonly level: number | null;
  readonly note: string | null;
}

/** What one input hears at this moment, whatever the others do. */
function useHeard(id: string, store: BridgeStore): Heard {
  const [heard, hear] = useState<Heard>({ level: null, note: null });
  useEffect(() => {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const take = (news: Partial<Heard>) => {
      clearTimeout(quiet);
      quiet = setTimeout(() => hear(({ note }) => ({ level: null, note })), NOW_MS);
      hear((before) => ({ ...before, ...news }));
    };
    const undos = [
      store.pitch.subscribe(() => {
        const pitch = store.pitch.value;
        if (pitch?.source === id && pitch.level !== null) take({ level: pitch.level });
      }),
      store.note.subscribe(() => {
        const note = store.note.value;
        if (note?.source !== id || note.name === null) return;
        const struck = note.velocity === null ? {} : { level: levelOf(note) };
        take({ note: `${shownName(note.name)}${note.octave}`, ...struck });
      }),
    ];
    return () => {
      clearTimeout(quiet);
      for (const undo of undos) undo();
    };
  }, [id, store]);
  return heard;
}

/** How loud an input is, and the last note it heard. */
export function HeardNow({ id, store }: { id: string; store: BridgeStore }): JSX.Element {
  const { level, note } = useHeard(id, store);
  return (
    <span class="heard-now">
      <LevelMeter level={level} label={`Level of ${id}`} />
      <span>{note ?? 'waiting'}</span>
    </span>
  );
}
