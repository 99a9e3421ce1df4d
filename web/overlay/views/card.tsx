import { counted, lasting, shownScale } from '../../shared/format.js';
import { useSignal } from '../../shared/signal.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import { Bars } from './bars.js';
import './card.css';

/** Comes when a session ends and stays until the next one begins. */
const View: WidgetView = ({ store }) => {
  const ended = useSignal(store.ended);
  const session = useSignal(store.session);
  const reason = useSignal(store.metrics)?.reasons.pitch ?? '';
  if (!ended || session) return null;
  const { result } = ended;
  return (
    <Plate name="card">
      <h2>{shownScale(ended.session.scale_name)}</h2>
      <p class="sub">
        {lasting(result.duration_seconds)}, {counted(result.notes_detected_count, 'note')}
      </p>
      <div class="trio">
        <Bars of={result} />
      </div>
      <p class="best">
        <b>{result.best_streak}</b> in a row. {reason}
      </p>
    </Plate>
  );
};

export const card: Widget = { View, topics: ['session', 'metrics'] };
