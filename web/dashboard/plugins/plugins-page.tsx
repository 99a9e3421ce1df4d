import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { timeOf } from '../../shared/format.js';
import { useSeconds } from '../../shared/hooks.js';
import { nextTry, technology, wordsOf } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import type { Plugin } from '../../shared/wire.js';
import type { PageProps } from '../app.js';
import { Prose } from '../prose.js';
import { addressOf } from '../router.js';
import { StateTag } from '../state-tag.js';
import { Bones } from '../states.js';
import { HeardNow } from './heard-now.js';
import { PluginPanel } from './plugin-panel.js';

interface RowProps {
  plugin: Plugin;
  isChosen: boolean;
  /** What is shown at the end of the row. */
  end: ComponentChildren;
}

function Row({ plugin, isChosen, end }: RowProps): JSX.Element {
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
          <Prose text={plugin.message} /> {nextTry(plugin, now) ?? ''}
        </small>
      </span>
      <small class="meta">{end}</small>
    </a>
  );
}

interface GroupProps {
  title: string;
  about: string;
  plugins: readonly Plugin[];
  chosen: string | null;
  end: (plugin: Plugin) => ComponentChildren;
}

function Group({ title, about, plugins, chosen, end }: GroupProps): JSX.Element {
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
            <Row plugin={plugin} isChosen={plugin.id === chosen} end={end(plugin)} key={plugin.id} />
          ))}
        </div>
      )}
    </section>
  );
}

/** What an output that does not do well lost, or how long it has been so. */
function lately({ dropped, state, since }: Plugin): string {
  if (dropped) return `${dropped} dropped`;
  return state === 'running' ? '' : `since ${timeOf(new Date(since))}`;
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
    <main class={route.id ? 'cols plugins opened' : 'cols plugins'}>
      <h1 class="unseen">Inputs and outputs</h1>
      <div>
        {plugins === null ? (
          <Bones says="Asking the bridge what runs." />
        ) : (
          <>
            <Group
              title="Inputs"
              about="what the bridge listens to"
              plugins={of('input')}
              chosen={chosen?.id ?? null}
              end={({ id, state }) => (state === 'running' ? <HeardNow id={id} store={store} /> : null)}
            />
            <Group
              title="Outputs"
              about="what your playing reaches"
              plugins={of('output')}
              chosen={chosen?.id ?? null}
              end={lately}
            />
            {off.length ? (
              <Group
                title="Switched off"
                about="their settings are kept"
                plugins={off}
                chosen={chosen?.id ?? null}
                end={() => null}
              />
            ) : null}
          </>
        )}
      </div>
      {chosen ? <PluginPanel plugin={chosen} store={store} key={chosen.id} /> : null}
    </main>
  );
}
