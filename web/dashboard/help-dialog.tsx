import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { PALETTE_LABELS } from '../../src/core/light/palette.js';
import { useSignal } from '../shared/signal.js';
import { PALETTES, type Palette } from '../shared/theme.js';
import { Check } from './check.js';
import { choose, settings } from './settings.js';
import { KEYS } from './shortcuts.js';

/** Keys and looks. A real dialog: the focus stays in it and comes back afterwards. */
export function HelpDialog({ isOpen, close }: { isOpen: boolean; close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { theme, palette, hasKeys, isLefty } = useSignal(settings);
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">Keys and looks</h2>
      <dl class="keys">
        {KEYS.map(([key, deed]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{deed}</dd>
          </div>
        ))}
      </dl>
      <div class="half">
        <div class="field">
          <label for="palette">Palette</label>
          <select
            class="input"
            id="palette"
            value={palette}
            onChange={({ currentTarget }) => choose({ palette: currentTarget.value as Palette })}
          >
            {PALETTES.map((name) => (
              <option value={name} key={name}>
                {PALETTE_LABELS[name]}
              </option>
            ))}
          </select>
        </div>
        <div class="checks">
          <Check
            label="Light"
            isOn={theme === 'light'}
            set={(on) => choose({ theme: on ? 'light' : 'dark' })}
          />
          <Check label="Left-handed neck" isOn={isLefty} set={(on) => choose({ isLefty: on })} />
          <Check label="Single keys" isOn={hasKeys} set={(on) => choose({ hasKeys: on })} />
        </div>
      </div>
      <button type="button" class="btn main" onClick={close}>
        Close <kbd>Esc</kbd>
      </button>
    </dialog>
  );
}
