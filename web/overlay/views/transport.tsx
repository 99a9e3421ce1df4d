import { useSignal } from '../../shared/signal.js';
import { Plate, type Widget, type WidgetView } from '../plate.js';
import './transport.css';

/** Bar, beat and tempo of the DAW or the metronome; not there until a transport has told of itself. */
const View: WidgetView = ({ store }) => {
  const transport = useSignal(store.transport);
  if (!transport) return null;
  const { is_playing: isPlaying, bar, beat, tempo } = transport;
  return (
    <Plate name={isPlaying ? 'transport' : 'transport still'}>
      <p>
        Bar <b>{bar ?? '–'}</b>
      </p>
      <p>
        Beat <b>{beat === null ? '–' : Math.floor(beat)}</b>
      </p>
      <small>{!isPlaying ? 'stopped' : tempo === null ? '' : `${Math.round(tempo)} bpm`}</small>
    </Plate>
  );
};

export const transport: Widget = { View, topics: ['session', 'transport'] };
