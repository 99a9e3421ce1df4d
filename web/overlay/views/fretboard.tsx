import { useLive, useNeckScale } from '../../shared/live-position.js';
import { useSignal } from '../../shared/signal.js';
import { Fretboard } from '../../shared/widgets/fretboard.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/fretboard.css';
import './fretboard.css';

const STANDARD = [40, 45, 50, 55, 59, 64];
/** A narrower source shows the first seven frets, large enough to be read. */
const WIDE = 1200;

const View: WidgetView = ({ store, options: { isLefty }, askedStrings }) => {
  const session = useSignal(store.session);
  const openStrings = askedStrings ?? session?.open_strings ?? STANDARD;
  const [lastFret, width] = innerWidth < WIDE ? [7, 760] : [15, 1696];
  return (
    <Plate name="neckp">
      <Fretboard
        neck={{ openStrings, firstFret: 0, lastFret, width, height: 188, margin: 57, isLefty }}
        scale={useNeckScale(store)}
        visited={useSignal(store.metrics)?.visited ?? null}
        live={useLive(store, openStrings)}
        radius={14.5}
      />
    </Plate>
  );
};

export const fretboard: Widget = { View, topics: ['session', 'note', 'pitch', 'metrics'] };
