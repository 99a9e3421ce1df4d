import { useNow } from '../../shared/hooks.js';
import { useSignal } from '../../shared/signal.js';
import { END_LABELS, TunerStrip } from '../../shared/widgets/tuner-strip.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/mark.css';
import '../../shared/widgets/tuner-strip.css';
import './bare.css';
import './tuner.css';

const View: WidgetView = ({ store }) => {
  const now = useNow(store);
  const strictness = useSignal(store.session)?.strictness ?? 0.5;
  return (
    <Plate name="tune">
      <TunerStrip now={now} strictness={strictness} labels={END_LABELS} />
    </Plate>
  );
};

export const tuner: Widget = { View, topics: ['session', 'note', 'pitch'] };
