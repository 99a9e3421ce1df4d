import { zoneOf } from '../../shared/judgement.js';
import { useSignal } from '../../shared/signal.js';
import { NoteRibbon } from '../../shared/widgets/note-ribbon.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/drawing.css';
import '../../shared/widgets/mark.css';
import './ribbon.css';

const View: WidgetView = ({ store }) => {
  const zone = zoneOf(useSignal(store.session)?.strictness ?? 0.5);
  const shape = { count: 22, width: 560, reach: 26, radius: 8, zone };
  return (
    <Plate name="hist">
      <NoteRibbon notes={useSignal(store.notes)} shape={shape} />
    </Plate>
  );
};

export const ribbon: Widget = { View, topics: ['session', 'note'] };
