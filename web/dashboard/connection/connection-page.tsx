import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../shared/api.js';
import type { Connection } from '../../shared/bridge-store.js';
import { deviceOf, latencyOf } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import type { PageProps } from '../app.js';
import { useAnswer } from '../history/use-answer.js';

interface Station {
  readonly name: string;
  /** Milliseconds it adds; `null` when unknown. */
  readonly adds: number | null;
  readonly about: string;
}

const ROUND_TRIP_EVERY_MS = 2000;
const FRAME_MS = 1000 / 60;

/** Half the time to the bridge and back, from the fastest of the last answers. */
function useWay(): number | null {
  const [trips, add] = useState<readonly number[]>([]);
  useEffect(() => {
    const ask = async () => {
      const begun = performance.now();
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
      if (answer?.ok) add((known) => [...known, performance.now() - begun].slice(-10));
    };
    void ask();
    const timer = setInterval(() => void ask(), ROUND_TRIP_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return trips.length ? Math.min(...trips) / 2 : null;
}

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

/** From the pick to the pixel: one string with its stations. */
function Line({ stations }: { stations: readonly Station[] }): JSX.Element {
  return (
    <ol class="stations">
      {stations.map(({ name, adds, about }) => (
        <li key={name}>
          <b>{name}</b>
          <span class="adds">{shown(adds)}</span>
          <small>{about}</small>
        </li>
      ))}
    </ol>
  );
}

/** How the bridge is reached, and how long a note takes. */
export function ConnectionPage({ store }: PageProps): JSX.Element {
  const { state } = useSignal(store.connection);
  const plugins = useSignal(store.plugins) ?? [];
  const way = useWay();
  const version = useAnswer('version', api.version);
  const input = plugins.find((one) => one.roles.includes('input') && latencyOf(one) !== null);
  const capture = input ? latencyOf(input) : null;
  const stations: Station[] = [
    { name: 'Pick', adds: 0, about: 'the string is plucked' },
    {
      name: input ? deviceOf(input) : 'Input',
      adds: capture,
      about: 'sound card and its buffer, as the input says; scores take it off again',
    },
    { name: 'This page', adds: way, about: 'the way from the bridge, measured now' },
    { name: 'Screen', adds: FRAME_MS, about: 'one picture at 60 a second' },
  ];
  const total = (capture ?? 0) + (way ?? 0) + FRAME_MS;
  return (
    <main class="connection">
      <h1>Connection</h1>
      <p role="status">
        {STATES[state]}{' '}
        {version.value ? `FretCoach ${version.value.version}, Node ${version.value.node}.` : ''}
      </p>
      <section>
        <h2>From the pick to the screen</h2>
        <Line stations={stations} />
        <p class="dim">
          {capture === null
            ? 'No running input says how late it is, so the sum is not known.'
            : `About ${Math.round(total)} ms, and the time it takes to be sure of a pitch: two or three periods of the string.`}
        </p>
      </section>
    </main>
  );
}
