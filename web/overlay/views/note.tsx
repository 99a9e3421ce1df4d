import { signed } from '../../shared/format.js';
import { useColour, useNow, useReadable } from '../../shared/hooks.js';
import { noteShape } from '../../shared/judgement.js';
import { Mark } from '../../shared/widgets/mark.js';
import { NoteName } from '../../shared/widgets/note-name.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import '../../shared/widgets/mark.css';
import '../../shared/widgets/note-name.css';
import './bare.css';
import './note.css';

const View: WidgetView = ({ store }) => {
  const now = useNow(store);
  const cents = useReadable(now.cents);
  const colour = useColour(now.judged.score);
  return (
    <Plate name="bignote">
      <div class={now.isSounding ? 'now1' : 'now1 gone'}>
        <NoteName name={now.name} octave={now.octave} />
        <p style={{ '--q': colour }}>
          <Mark shape={noteShape(now.judged)} />
          <b>{cents === null ? '–' : signed(cents)}</b>
        </p>
      </div>
    </Plate>
  );
};

export const note: Widget = { View, topics: ['session', 'note', 'pitch'] };
