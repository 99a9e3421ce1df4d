import { zoneOf } from '../../shared/judgement.js';
import { useSignal } from '../../shared/signal.js';
import { NoteRibbon } from '../../shared/widgets/note-ribbon.js';
import { Plate, type Topics, type WidgetView } from '../plate.js';
import '../../shared/widgets/drawn-marks.css';
import './ribbon.css';

export const topics: Topics = ['session', 'note'];

export const View: WidgetView = ({ store }) => {
  const zone = zoneOf(useSignal(store.session)?.strictness ?? 0.5);
  const shape = { count: 22, width: 560, reach: 26, radius: 8, zone, hasNames: false };
  return (
    <Plate name="hist">
      <NoteRibbon notes={useSignal(store.notes)} shape={shape} />
    </Plate>
  );
};
