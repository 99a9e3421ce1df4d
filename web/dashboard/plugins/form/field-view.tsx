import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { rowsOf } from './check.js';
import { type Field, variantOf } from './field.js';
import { type Draft, Fault, idOf, OneField, type Props } from './one-field.js';
import { valueAt } from './place.js';
import { switched } from './switch-variant.js';

function OneOf({ field, draft }: Props<'one-of'>): JSX.Element {
  const value = valueAt(draft.settings, field.path);
  const variant = variantOf(field, value);
  const id = idOf(field);
  const isShownBelow = variant?.fields.some(({ pointer }) => pointer === field.pointer);
  const fault = isShownBelow ? undefined : draft.faults.get(field.pointer);
  const pick = (name: string) => {
    const next = field.variants.find((one) => one.name === name);
    draft.set(field.path, next && switched(field, next, value));
  };
  return (
    <>
      <div class="field full">
        <label for={id}>{field.label}</label>
        <select
          class="input"
          id={id}
          value={variant?.name ?? ''}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-fault ${id}-help`}
          onChange={({ currentTarget }) => pick(currentTarget.value)}
        >
          {variant ? null : <option value="">{field.isRequired ? 'Choose' : 'Not set'}</option>}
          {field.variants.map(({ name, label }) => (
            <option value={name} key={name}>
              {label}
            </option>
          ))}
        </select>
        <Fault id={`${id}-fault`} text={fault} />
        <small class="help" id={`${id}-help`}>
          {field.help}
        </small>
      </div>
      <Fields fields={variant?.fields ?? []} draft={draft} key={variant?.name} />
    </>
  );
}

/** Those that are seldom needed are folded away, unless one of them has a fault. */
function Fields({ fields, draft }: { fields: readonly Field[]; draft: Draft }): JSX.Element {
  const shown = (isAdvanced: boolean) =>
    fields
      .filter((field) => field.isAdvanced === isAdvanced)
      .map((field) => <FieldView field={field} draft={draft} key={field.pointer} />);
  const folded = fields.filter(({ isAdvanced }) => isAdvanced);
  const own = folded.filter(({ path }) => valueAt(draft.settings, path) !== undefined).length;
  const pointers = [...draft.faults.keys()];
  const isFaulty = folded.some(({ pointer }) => pointers.some((one) => `${one}/`.startsWith(`${pointer}/`)));
  const [isOpen, open] = useState(false);
  return (
    <>
      {shown(false)}
      {folded.length ? (
        <details
          class="more full"
          open={isOpen || isFaulty}
          onToggle={({ currentTarget }) => open(currentTarget.open)}
        >
          <summary>More settings {own ? <small>{own} of your own</small> : null}</summary>
          <div class="fields">{shown(true)}</div>
        </details>
      ) : null}
    </>
  );
}

function Group({ field, draft }: Props<'group'>): JSX.Element {
  const fields = <Fields fields={field.fields} draft={draft} />;
  if (field.path.length === 0) return <>{fields}</>;
  return (
    <fieldset class="nested full">
      <legend>{field.label}</legend>
      {field.help ? <small class="help">{field.help}</small> : null}
      <div class="fields">{fields}</div>
    </fieldset>
  );
}

/** A list of things with settings of their own. */
function Rows({ field, draft }: Props<'rows'>): JSX.Element {
  const value = valueAt(draft.settings, field.path);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const fault = draft.faults.get(field.pointer);
  return (
    <fieldset class="nested full" id={idOf(field)} tabIndex={-1}>
      <legend>{field.label}</legend>
      <Fault id={`${idOf(field)}-fault`} text={fault} />
      {field.help ? <small class="help">{field.help}</small> : null}
      {rowsOf(field, value).map((row, at) => (
        <div class="row" key={row.pointer}>
          <FieldView field={row} draft={draft} />
          <button
            type="button"
            class="btn plain"
            onClick={() =>
              draft.set(
                field.path,
                items.filter((_, one) => one !== at),
              )
            }
          >
            Remove<span class="unseen"> {row.label}</span>
          </button>
        </div>
      ))}
      <button type="button" class="btn" onClick={() => draft.set(field.path, [...items, {}])}>
        Add one<span class="unseen"> to {field.label}</span>
      </button>
    </fieldset>
  );
}

export function FieldView({ field, draft }: Props): JSX.Element {
  if (field.kind === 'one-of') return <OneOf field={field} draft={draft} />;
  if (field.kind === 'group') return <Group field={field} draft={draft} />;
  if (field.kind === 'rows') return <Rows field={field} draft={draft} />;
  return <OneField field={field} draft={draft} />;
}
