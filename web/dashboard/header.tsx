import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { BridgeStore } from '../shared/bridge-store.js';
import { useColour, useReadable } from '../shared/hooks.js';
import { deviceOf, inputHeard, latencyOf } from '../shared/plugin-words.js';
import { useSignal } from '../shared/signal.js';
import { LevelMeter, levelOf } from './level-meter.js';
import { addressOf, PAGES, route } from './router.js';
import { choose } from './settings.js';

/** The disc is the lamp: bone at rest, the colour of the playing during a session. */
function Logo({ store }: { store: BridgeStore }): JSX.Element {
  const session = useSignal(store.session);
  const quality = useReadable(useSignal(store.metrics)?.quality ?? null);
  const colour = useColour(session ? quality : null);
  return (
    <a class="logo" href={addressOf('practise')}>
      <svg viewBox="0 0 26 22" aria-hidden="true">
        <path d="M2 1V21M24 1V21" stroke="currentColor" stroke-width="2.5" />
        <path d="M2 11H24" stroke="currentColor" stroke-width="1.2" opacity=".5" />
        <circle cx="16" cy="11" r="5.5" fill={colour ?? 'currentColor'} />
      </svg>
      FretCoach
    </a>
  );
}

/** What is listened to, how loud it is, and how far away. */
function LineIn({ store }: { store: BridgeStore }): JSX.Element {
  const note = useSignal(store.note);
  const input = inputHeard(useSignal(store.plugins), note);
  const struck = levelOf(note);
  const level = useSignal(store.pitch)?.level ?? struck;
  const latency = input ? latencyOf(input) : null;
  return (
    <a class="line-in" href={addressOf('connection')} title="Connection and latency">
      <span class="wide">{input ? deviceOf(input) : 'No input yet'}</span>
      <LevelMeter level={level} label="Input level" />
      {latency === null ? null : <span class="wide">{Math.round(latency)} ms</span>}
    </a>
  );
}

/** The first run has one way to go; whoever knows the house may leave it. */
function Skip(): JSX.Element {
  return (
    <a class="btn plain skip" href={addressOf('practise')} onClick={() => choose({ hasBegun: true })}>
      Skip
    </a>
  );
}

export function Header({ store }: { store: BridgeStore }): JSX.Element {
  const { page } = useSignal(route);
  const [isOpen, open] = useState(false);
  return (
    <header>
      <Logo store={store} />
      {page === 'welcome' ? <Skip /> : null}
      <nav aria-label="Pages" hidden={page === 'welcome'} class={isOpen ? 'open' : ''}>
        {PAGES.map(({ name, label }) => (
          <a
            href={addressOf(name)}
            aria-current={name === page ? 'page' : undefined}
            onClick={() => open(false)}
            key={name}
          >
            {label}
          </a>
        ))}
      </nav>
      <LineIn store={store} />
      <button
        type="button"
        hidden={page === 'welcome'}
        class="btn plain menu narrow"
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        Menu
      </button>
    </header>
  );
}
