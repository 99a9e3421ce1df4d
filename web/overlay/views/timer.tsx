import { clock, shownScale } from '../../shared/format.js';
import { useSeconds } from '../../shared/hooks.js';
import { useSignal } from '../../shared/signal.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import './timer.css';

const View: WidgetView = ({ store }) => {
  const session = useSignal(store.session);
  const ended = useSignal(store.ended);
  const now = useSeconds();
  const name = session?.scale_name ?? ended?.session.scale_name;
  const seconds = session
    ? (now - Date.parse(session.start_time)) / 1000
    : (ended?.result.duration_seconds ?? 0);
  return (
    <Plate name="session">
      <p>
        <b>{name ? shownScale(name) : 'Warming up'}</b>
        <span class="clock">{clock(seconds)}</span>
      </p>
    </Plate>
  );
};

export const timer: Widget = { View, topics: ['session'] };
