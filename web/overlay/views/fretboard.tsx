import { useLive, useNeckScale } from '../../shared/live-position.js';
import { useSignal } from '../../shared/signal.js';
import { Fretboard } from '../../shared/widgets/fretboard.js';
import { Plate, type WidgetView } from '../plate.js';

const STANDARD = [40, 45, 50, 55, 59, 64];

/** A small source shows the first seven frets, large enough to be read. */
function isNarrow(): boolean {
  return innerWidth < 1200;
}

export const View: WidgetView = ({ store, isLefty }) => {
  const openStrings = useSignal(store.session)?.open_strings ?? STANDARD;
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
