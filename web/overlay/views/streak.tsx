import { useSignal } from '../../shared/signal.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import './streak.css';

const View: WidgetView = ({ store }) => {
  const metrics = useSignal(store.metrics);
  return (
    <Plate name="streak">
      <b>{metrics?.streak ?? 0}</b>
      <p>
        in a row<small>best {metrics?.best_streak ?? 0}</small>
      </p>
    </Plate>
  );
};

export const streak: Widget = { View, topics: ['session', 'metrics'] };
