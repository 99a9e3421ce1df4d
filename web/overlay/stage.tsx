import type { JSX } from 'preact';
import type { Connection } from '../shared/bridge-store.js';
import { useSeconds } from '../shared/hooks.js';
import { useSignal } from '../shared/signal.js';
import type { WidgetProps, Widgets } from './plate.js';

/** After so long without a word nothing old is shown to viewers any more. */
const GONE_AFTER_SECONDS = 15;

function Badge({ connection }: { connection: Connection }): JSX.Element | null {
  const now = useSeconds();
  if (connection.state === 'refused')
    return <p class="badge w">This overlay needs a token in its address.</p>;
  const isQuiet = connection.state === 'stale' || connection.state === 'lost';
  if (!isQuiet || connection.lastHeard === null) return null;
  const seconds = Math.round((now - connection.lastHeard) / 1000);
  return seconds > GONE_AFTER_SECONDS ? null : <p class="badge w">Last heard {seconds} s ago</p>;
}

interface Props extends WidgetProps {
  widgets: Widgets;
}

/** Everything one overlay shows. Invisible until the bridge has told how things stand, dimmed when it goes quiet. */
export function Stage({ widgets, ...props }: Props): JSX.Element[] {
  const { store, options } = props;
  const connection = useSignal(store.connection);
  const layout = options.isComposed ? 'compose' : `single ${options.align}`;
  return [
    <main class={`stage ${layout} ${connection.state}`} key="stage">
      <h1>FretCoach</h1>
      {options.widgets.map((name) => {
        const View = widgets[name]?.View;
        return View ? <View key={name} {...props} /> : null;
      })}
    </main>,
    <Badge connection={connection} key="badge" />,
  ];
}
