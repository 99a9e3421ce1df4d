import { useSignal } from '../../shared/signal.js';
import { Plate, type Topics, type WidgetView } from '../plate.js';
import './streak.css';

export const topics: Topics = ['session', 'metrics'];

export const View: WidgetView = ({ store }) => {
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
