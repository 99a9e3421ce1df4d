import type { JSX } from 'preact';
import { api } from '../../shared/api.js';
import type { BridgeStore, Connection } from '../../shared/bridge-store.js';
import { deviceOf, latencyOf } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import type { PageProps } from '../app.js';
import { useAnswer } from '../history/use-answer.js';
import { Log } from '../plugins/log-lines.js';
import { addressOf } from '../router.js';
import { useMeasured } from './measured.js';

interface Station {
  readonly name: string;
  /** Milliseconds it adds; `null` when unknown. */
  readonly adds: number | null;
  readonly about: string;
}

const FRAME_MS = 1000 / 60;

const STATES: Readonly<Record<Connection['state'], string>> = {
  connecting: 'Looking for the bridge.',
  live: 'Connected.',
  stale: 'The bridge has gone quiet.',
  lost: 'The bridge is away; this page comes back by itself.',
  refused: 'The bridge asks for a token.',
};

function shown(milliseconds: number | null): string {
  if (milliseconds === null) return 'unknown';
  if (milliseconds === 0) return '0 ms';
  return milliseconds < 1 ? 'under 1 ms' : `${Math.round(milliseconds)} ms`;
}

/** From the pick to the pixel: one string with its stations, as far apart as they are in time. */
function Line({ stations }: { stations: readonly Station[] }): JSX.Element {
  return (
    <ol class="stations">
      {stations.map(({ name, adds, about }, index) => (
        <li key={name} style={{ '--way': stations[index + 1]?.adds ?? 0 }}>
          <b>{name}</b>
          <span class="adds">{index ? `+ ${shown(adds)}` : shown(adds)}</span>
          <small>{about}</small>
        </li>
      ))}
    </ol>
  );
}

const SLOW_MS = 60;

/** What the sum means for the hands, and what makes it smaller. */
function advice(total: number): string {
  if (total <= SLOW_MS) return 'The picture follows your hands.';
  return 'You may see it late; the scores know it and take it off. An audio interface is quicker than a browser’s microphone.';
}

/** What is known of the bridge behind this page. */
function Facts({ store, roundTrip }: { store: BridgeStore; roundTrip: number | null }): JSX.Element {
  const plugins = useSignal(store.plugins) ?? [];
  const version = useAnswer('version', api.version).value;
  const clients = plugins.map(({ details }) => details.clients).find((count) => typeof count === 'number');
  const facts = [
    ['Bridge', version ? `FretCoach ${version.version}, Node ${version.node}` : 'not told'],
    ['Address', location.host],
    ['There and back', shown(roundTrip)],
    ['Connected', typeof clients === 'number' ? `${clients}, this page among them` : 'not told'],
  ];
  return (
    <section>
      <h2>The bridge</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Log />
    </section>
  );
}

/** How the bridge is reached, and how long a note takes. */
export function ConnectionPage({ store }: PageProps): JSX.Element {
  const { state } = useSignal(store.connection);
  const plugins = useSignal(store.plugins) ?? [];
  const { roundTrip, told } = useMeasured();
  const input = plugins.find((one) => one.roles.includes('input') && latencyOf(one) !== null);
  const capture = input ? latencyOf(input) : null;
  const hearing = told === null || capture === null ? null : Math.max(0, told - capture);
  const way = roundTrip === null ? null : roundTrip / 2;
  const stations: Station[] = [
    { name: 'Pick', adds: 0, about: 'the string is plucked' },
    {
      name: input ? deviceOf(input) : 'Input',
      adds: capture,
      about: 'sound card and buffer; scores take it off',
    },
    {
      name: 'Heard',
      adds: hearing,
      about: hearing === null ? 'play, and it is measured' : 'pitch found and told, measured now',
    },
    { name: 'This page', adds: way, about: 'from the bridge, measured now' },
    { name: 'Screen', adds: FRAME_MS, about: 'one picture at 60 a second' },
  ];
  const total = stations.reduce((sum, { adds }) => sum + (adds ?? 0), 0);
  return (
    <main class="connection">
      <div class="title">
        <div>
          <h1>Connection</h1>
          <p class="dim" role="status">
            {STATES[state]}
          </p>
        </div>
        {input ? (
          <a class="btn" href={addressOf('plugins', input.id)}>
            Measure this input
          </a>
        ) : null}
      </div>
      <section>
        <h2>From the pick to the screen</h2>
        <Line stations={stations} />
        {capture === null ? (
          <p class="dim">No running input says how late it is, so the sum is not known.</p>
        ) : (
          <p>
            <b class="sum">About {Math.round(total)} ms.</b> <span class="dim">{advice(total)}</span>
          </p>
        )}
      </section>
      <Facts store={store} roundTrip={roundTrip} />
    </main>
  );
}
