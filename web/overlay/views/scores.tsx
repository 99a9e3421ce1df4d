import { useSignal } from '../../shared/signal.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import { Bars } from './bars.js';
import './scores.css';

const View: WidgetView = ({ store }) => (
  <Plate name="bars">
    <Bars of={useSignal(store.metrics)} />
  </Plate>
);

export const scores: Widget = { View, topics: ['session', 'metrics'] };
