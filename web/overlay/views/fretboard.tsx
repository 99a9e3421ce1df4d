import { useLive, useNeckScale } from '../../shared/live-position.js';
import { useSignal } from '../../shared/signal.js';
import { Fretboard } from '../../shared/widgets/fretboard.js';
import { Plate, type WidgetView } from '../plate.js';

const STANDARD = [40, 45, 50, 55, 59, 64];

export const View: WidgetView = ({ store, isLefty }) => {
  const openStrings = useSignal(store.session)?.open_strings ?? STANDARD;
  const neck = { openStrings, firstFret: 0, lastFret: 15, width: 1696, height: 188, margin: 57, isLefty };
  return (
    <Plate name="neckp">
      <Fretboard
        neck={neck}
        scale={useNeckScale(store)}
        visited={useSignal(store.metrics)?.visited ?? null}
        live={useLive(store, openStrings)}
        radius={14.5}
      />
    </Plate>
  );
};
