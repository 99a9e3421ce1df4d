import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSeconds } from '../../shared/hooks.js';
import { nextTry, technology, wordsOf } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import type { Plugin } from '../../shared/wire.js';
import type { PageProps } from '../app.js';
import { addressOf } from '../router.js';
import { StateTag } from '../state-tag.js';
import { PluginPanel } from './plugin-panel.js';

function Row({ plugin, isChosen }: { plugin: Plugin; isChosen: boolean }): JSX.Element {
  const now = useSeconds();
  return (
    <a
      class={isChosen ? 'p on' : 'p'}
      href={addressOf('plugins', plugin.id)}
      aria-current={isChosen ? 'true' : undefined}
    >
      <StateTag {...wordsOf(plugin.state)} />
      <span>
        <b>{plugin.id}</b> <span class="dim">{technology(plugin.use)}</span>
        <br />
        <small>
          {plugin.message} {nextTry(plugin, now) ?? ''}
        </small>
      </span>
      <small class="meta">{plugin.dropped ? `${plugin.dropped} dropped` : ''}</small>
    </a>
  );
}

interface GroupProps {
  title: string;
  about: string;
  plugins: readonly Plugin[];
  chosen: string | null;
}

function Group({ title, about, plugins, chosen }: GroupProps): JSX.Element {
  return (
    <section>
      <div class="grp">
        <h2>{title}</h2>
        <small>{about}</small>
      </div>
      {plugins.length === 0 ? (
        <p class="dim">None is configured. Add one to plugins.config.json.</p>
      ) : (
        <div class="rows">
          {plugins.map((plugin) => (
            <Row plugin={plugin} isChosen={plugin.id === chosen} key={plugin.id} />
          ))}
        </div>
      )}
    </section>
  );
}

/** Inputs and outputs with their state; the one that needs the player is open. */
export function PluginsPage({ store, route }: PageProps): JSX.Element {
  const plugins = useSignal(store.plugins);
  const [preferred] = useState(route.id);
  const calling = plugins?.find(({ state }) => wordsOf(state).glyph === 'call');
  const chosen = plugins?.find(({ id }) => id === (route.id ?? preferred)) ?? calling ?? plugins?.[0] ?? null;
  const of = (role: 'input' | 'output') => (plugins ?? []).filter(({ roles }) => roles.includes(role));
  const off = (plugins ?? []).filter(({ roles }) => roles.length === 0);
  return (
    <main class="cols plugins">
      <div>
        <h1 class="unseen">Inputs and outputs</h1>
        {plugins === null ? (
          <p class="dim">Waiting for the bridge to say what runs.</p>
        ) : (
          <>
            <Group
              title="Inputs"
              about="what the bridge listens to"
              plugins={of('input')}
              chosen={chosen?.id ?? null}
            />
            <Group
              title="Outputs"
              about="what your playing reaches"
              plugins={of('output')}
              chosen={chosen?.id ?? null}
            />
            {off.length ? (
              <Group
                title="Switched off"
                about="their settings are kept"
                plugins={off}
                chosen={chosen?.id ?? null}
              />
            ) : null}
          </>
        )}
      </div>
      {chosen ? <PluginPanel plugin={chosen} store={store} key={chosen.id} /> : null}
    </main>
  );
}
