import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiError, api } from '../../../shared/api.js';
import type { Plugin } from '../../../shared/wire.js';
import { say } from '../../toast.js';
import { checkAll, checkValue, visibleFields } from './check.js';
import { type Field, type Path, variantOf } from './field.js';
import { FieldView } from './field-view.js';
import { formOf } from './fields.js';
import { LampsNearby } from './lamps-nearby.js';
import { idOf } from './one-field.js';
import { placed, valueAt, withValue } from './place.js';
import type { Schema } from './schema.js';
import { switched } from './switch-variant.js';
import { useSuggestions } from './use-suggestions.js';

interface Props {
  id: string;
  use: string;
  schema: Schema;
  config: unknown;
  /** Whether what is wrong should be said at once. */
  isCalling: boolean;
  onSaved: (plugin: Plugin) => void;
}

type Faults = ReadonlyMap<string, string>;
const NONE: Faults = new Map();

/** Waits until the faults are drawn: a screen reader then tells them with the field. */
function focusFirst(form: Field, settings: unknown, faults: Faults): void {
  const first = visibleFields(form, settings)
    .filter(({ pointer }) => faults.has(pointer))
    .map((field) => document.getElementById(idOf(field)))[0];
  requestAnimationFrame(() => first?.focus());
}

/** Settings made from their schema. What is typed is kept until it is saved. */
export function SettingsForm({ id, use, schema, config, isCalling, onSaved }: Props): JSX.Element | null {
  const form = useMemo(() => formOf(schema), [schema]);
  const [settings, edit] = useState(config);
  const [faults, mark] = useState<Faults>(() => (form && isCalling ? checkAll(form, config) : NONE));
  const [trouble, tell] = useState('');
  const [isBusy, wait] = useState(false);
  const suggestions = useSuggestions(use);
  const agreed = useRef(config);
  useEffect(() => {
    const last = agreed.current;
    agreed.current = config;
    edit((now: unknown) => (now === last ? config : now)); // What was typed since is newer.
  }, [config]);
  if (!form) return null;

  const show = (found: Faults, elsewhere = '') => {
    mark(found);
    tell(elsewhere);
    focusFirst(form, settings, found);
  };
  const set = (path: Path, value: unknown) => edit((before: unknown) => withValue(before, path, value));
  const left = (field: Field) => {
    const fault = checkValue(field, valueAt(settings, field.path));
    const others = [...faults].filter(([pointer]) => pointer !== field.pointer);
    mark(new Map(fault ? [...others, [field.pointer, fault]] : others));
  };
  /** Settings that choose something; what is left fits to it. */
  const take = (chosen: Readonly<Record<string, unknown>>) => {
    mark(NONE);
    edit((before: unknown) => {
      const variant = form.kind === 'one-of' ? variantOf(form, chosen) : undefined;
      const fitting = form.kind === 'one-of' && variant ? switched(form, variant, before) : before;
      return { ...(fitting as object), ...chosen };
    });
  };
  const refused = (error: ApiError) => {
    const pointers = visibleFields(form, settings).map(({ pointer }) => pointer);
    const { atField, elsewhere } = placed(error.problem?.errors ?? [], pointers);
    show(atField, elsewhere.join(' ') || (atField.size ? '' : error.message));
  };
  const save = async () => {
    const found = checkAll(form, settings);
    if (found.size) return show(found);
    wait(true);
    try {
      const saved = await api.configure(id, { config: settings as Record<string, unknown> });
      agreed.current = settings;
      onSaved(saved);
      show(NONE);
      say(
        `Saved. ${id} works with it ${saved.state === 'stopped' ? 'once it is switched on' : 'from now on'}.`,
      );
    } catch (error) {
      refused(error instanceof ApiError ? error : new ApiError(String(error), null));
    } finally {
      wait(false);
    }
  };
  return (
    <form
      class="settings"
      noValidate
      aria-label={`Settings of ${id}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void save();
      }}
    >
      <div class="fields">
        <FieldView field={form} draft={{ settings, faults, set, left, suggestions }} />
      </div>
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
      <div class="acts">
        <button type="submit" class="btn main" aria-disabled={isBusy}>
          Save
        </button>
        {use === 'smart-bulb' ? <LampsNearby id={id} take={take} /> : null}
      </div>
    </form>
  );
}
