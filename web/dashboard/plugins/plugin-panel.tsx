import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api, messageOf } from '../../shared/api.js';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { microphoneInput } from '../../shared/listening.js';
import { deviceOf, technology, wordsOf } from '../../shared/plugin-words.js';
import type { Plugin } from '../../shared/wire.js';
import { useAnswer } from '../history/use-answer.js';
import { MicrophoneButton } from '../microphone-button.js';
import { Prose } from '../prose.js';
import { addressOf } from '../router.js';
import { StateTag } from '../state-tag.js';
import { say } from '../toast.js';
import { CalibrationSection } from './calibration/calibration-section.js';
import type { Schema } from './form/schema.js';
import { SettingsForm } from './form/settings-form.js';
import { MidiButton } from './midi-button.js';
import { Report } from './report.js';

interface SwitchProps {
  plugin: Plugin;
  isOn: boolean;
  changed: (plugin: Plugin) => void;
  failed: (message: string) => void;
}

/** On or off, in the configuration and at once. */
function EnabledSwitch({ plugin, isOn, changed, failed }: SwitchProps): JSX.Element {
  const [chosen, choose] = useState(isOn);
  const flip = async (enabled: boolean) => {
    choose(enabled);
    try {
      changed(await api.configure(plugin.id, { enabled }));
      say(`${plugin.id} is switched ${enabled ? 'on' : 'off'}.`);
    } catch (error) {
      choose(!enabled);
      failed(messageOf(error));
    }
  };
  return (
    <label class="flip">
      Switched on
      <input
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={chosen}
        checked={chosen}
        onChange={({ currentTarget }) => void flip(currentTarget.checked)}
      />
    </label>
  );
}

/** One instance: what is the case, what to do, its settings, and a way to start it again. */
export function PluginPanel({ plugin, store }: { plugin: Plugin; store: BridgeStore }): JSX.Element {
  const [trouble, tell] = useState<string | null>(null);
  const {
    value: settings,
    error: refusal,
    again,
  } = useAnswer(plugin.id, () => api.pluginSettings(plugin.id));
  const words = wordsOf(plugin.state);
  const changed = (fresh: Plugin) => {
    tell(null);
    const items = (store.plugins.value ?? []).map((one) => (one.id === plugin.id ? fresh : one));
    store.take('plugins', { items });
  };
  const restart = async () => {
    try {
      changed(await api.restart(plugin.id));
      say(`${plugin.id} was started again.`);
    } catch (error) {
      tell(messageOf(error));
    }
  };
  const acts = (
    <>
      {microphoneInput([plugin]) ? (
        <MicrophoneButton
          input={plugin}
          look={(isOn) => (plugin.state === 'needs-device' && !isOn ? 'btn main' : 'btn')}
        />
      ) : null}
      <MidiButton plugin={plugin} />
      {plugin.state === 'stopped' ? null : (
        <button type="button" class="btn" onClick={() => void restart()}>
          Start again
        </button>
      )}
    </>
  );
  const schema = settings?.schema ?? null;
  return (
    <section class="panel" aria-label={plugin.id}>
      <a class="back" href={addressOf('plugins')}>
        All inputs and outputs
      </a>
      <div class="headline">
        <div>
          <h2 class="name">{plugin.id}</h2>
          <p class="dim">
            {[technology(plugin.use), plugin.roles.join(' and ')].filter(Boolean).join(' · ')}
          </p>
        </div>
        <StateTag {...words} />
      </div>
      <div class={words.glyph === 'call' ? 'what call' : 'what'} role="status">
        <p>
          <b>
            <Prose text={plugin.message} />
          </b>
        </p>
        {plugin.hint ? (
          <p class="dim">
            <Prose text={plugin.hint} />
          </p>
        ) : null}
      </div>
      <div class="acts">{acts}</div>
      {settings ? (
        <EnabledSwitch plugin={plugin} isOn={settings.enabled} changed={changed} failed={tell} />
      ) : null}
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
      {settings && schema ? (
        <SettingsForm
          id={plugin.id}
          use={plugin.use}
          schema={schema as Schema}
          config={settings.config}
          isCalling={plugin.state === 'needs-config'}
          onSaved={(fresh) => {
            changed(fresh);
            again();
          }}
        />
      ) : null}
      {refusal?.problem?.status === 403 ? <p class="dim">{refusal.message}</p> : null}
      {plugin.use === 'audio' && plugin.state === 'running' ? (
        <CalibrationSection id={plugin.id} device={deviceOf(plugin)} />
      ) : null}
      <Report plugin={plugin} />
    </section>
  );
}
