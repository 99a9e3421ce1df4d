import { useSignal } from '../../shared/signal.js';
import { timingOf } from '../../shared/timing.js';
import { TimingDots } from '../../shared/widgets/timing-dots.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/drawing.css';
import '../../shared/widgets/mark.css';
import './timing.css';

const View: WidgetView = ({ store }) => {
  const onsets = timingOf(useSignal(store.notes), useSignal(store.metrics)?.tempo ?? null);
  return (
    <Plate name="time">
      <p class="ends">
        <span>early</span>
        <b>Timing</b>
        <span>late</span>
      </p>
      <TimingDots onsets={onsets} shape={{ count: 8, width: 344, height: 64, radius: 7 }} />
    </Plate>
  );
};

export const timing: Widget = { View, topics: ['session', 'note', 'metrics'] };
