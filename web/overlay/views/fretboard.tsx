import { useEffect, useState } from 'preact/hooks';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { useLive, useNeckScale } from '../../shared/live-position.js';
import { useSignal } from '../../shared/signal.js';
import { Fretboard } from '../../shared/widgets/fretboard.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/fretboard.css';
import './fretboard.css';

const STANDARD = [40, 45, 50, 55, 59, 64];

/** What the address asks for, else how the practice is strung. Names of tunings are loaded for those who ask. */
function useStrings(store: BridgeStore, tuning: string | null): readonly number[] {
  const [asked, set] = useState<readonly number[] | null>(null);
  useEffect(() => {
    if (tuning) void import('../asked-strings.js').then(({ askedStrings }) => set(askedStrings(tuning)));
  }, [tuning]);
  const session = useSignal(store.session);
  return asked ?? session?.open_strings ?? STANDARD;
}

/** A small source shows the first seven frets, large enough to be read. */
function isNarrow(): boolean {
  return innerWidth < 1200;
}

const View: WidgetView = ({ store, options: { isLefty, tuning } }) => {
  const openStrings = useStrings(store, tuning);
  const neck = isNarrow()
    ? { openStrings, firstFret: 0, lastFret: 7, width: 760, height: 188, margin: 57, isLefty }
    : { openStrings, firstFret: 0, lastFret: 15, width: 1696, height: 188, margin: 57, isLefty };
  return (
    <Plate name="neckp">
      <Fretboard
        neck={neck}
        scale={useNeckScale(store)}
        visited={useSignal(store.metrics)?.visited ?? null}
        live={useLive(store, openStrings)}
        radius={14.5}
        hasNumbers={false}
      />
    </Plate>
  );
};

export const fretboard: Widget = { View, topics: ['session', 'note', 'pitch', 'metrics'] };
