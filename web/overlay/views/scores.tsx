import { useSignal } from '../../shared/signal.js';
import { ScoreBar } from '../../shared/widgets/score-bar.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/mark.css';
import '../../shared/widgets/score-bar.css';
import './bar.css';
import './scores.css';

const View: WidgetView = ({ store }) => {
  const metrics = useSignal(store.metrics);
  return (
    <Plate name="bars">
      <ScoreBar class="bar" name="Pitch" score={metrics?.pitch_accuracy ?? null} />
      <ScoreBar class="bar" name="Scale" score={metrics?.scale_conformity ?? null} />
      <ScoreBar class="bar" name="Timing" score={metrics?.timing_stability ?? null} />
    </Plate>
  );
};

export const scores: Widget = { View, topics: ['session', 'metrics'] };
