import { useNow } from '../../shared/hooks.js';
import { useSignal } from '../../shared/signal.js';
import { TunerStrip } from '../../shared/widgets/tuner-strip.js';
import { Plate, type WidgetView } from '../plate.js';

export const View: WidgetView = ({ store }) => {
  const now = useNow(store);
  const strictness = useSignal(store.session)?.strictness ?? 0.5;
  return (
    <Plate name="tune">
      <TunerStrip now={now} strictness={strictness} isShort />
    </Plate>
  );
};
