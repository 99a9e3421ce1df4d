import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, api } from '../../shared/api.js';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { timeOf } from '../../shared/format.js';
import { technology, wordsOf } from '../../shared/plugin-words.js';
import type { Plugin } from '../../shared/wire.js';
import { StateTag } from '../state-tag.js';
import { say } from '../toast.js';
import { MidiButton } from './midi-button.js';

function factName(key: string): string {
  return key.replace(/_ms$/, ', ms').replace(/_hz$/, ', Hz').replace(/_/g, ' ');
}

function Facts({ plugin }: { plugin: Plugin }): JSX.Element | null {
  const facts = Object.entries(plugin.details).filter(([, value]) => value !== null);
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{factName(key)}</dt>
          <dd>{typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One instance: what is the case, what to do, and a way to start it again. */
export function PluginPanel({ plugin, store }: { plugin: Plugin; store: BridgeStore }): JSX.Element {
  const [trouble, tell] = useState<string | null>(null);
  const words = wordsOf(plugin.state);
  const restart = async () => {
    tell(null);
    try {
      const restarted = await api.restart(plugin.id);
      const items = (store.plugins.value ?? []).map((one) => (one.id === plugin.id ? restarted : one));
      store.take('plugins', { items });
      say(`${plugin.id} was started again.`);
    } catch (error) {
      tell(error instanceof ApiError ? error.message : String(error));
    }
  };
  return (
    <section class="panel" aria-label={plugin.id}>
      <div class="headline">
        <div>
          <h2 class="name">{plugin.id}</h2>
          <p class="dim">
            {technology(plugin.use)} · {plugin.roles.join(' and ')}
          </p>
        </div>
        <StateTag {...words} />
      </div>
      <div class={words.glyph === 'call' ? 'what call' : 'what'} role="status">
        <p>
          <b>{plugin.message}</b>
        </p>
        {plugin.hint ? <p class="dim">{plugin.hint}</p> : null}
      </div>
      <Facts plugin={plugin} />
      <div class="acts">
        <button type="button" class="btn" onClick={() => void restart()}>
          Start again
        </button>
        <MidiButton plugin={plugin} />
      </div>
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
      <hr />
      <p class="small">
        Since {timeOf(new Date(plugin.since))} · started again {plugin.restarts} times · {plugin.dropped}{' '}
        events dropped
      </p>
    </section>
  );
}
