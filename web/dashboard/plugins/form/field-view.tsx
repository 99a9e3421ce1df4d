import type { JSX } from 'preact';
import { rowsOf } from './check.js';
import {
  ChecksControl,
  ChoiceControl,
  type ControlProps,
  LinesControl,
  NumberControl,
  SegmentsControl,
  SwitchControl,
  TextControl,
} from './controls.js';
import { type Field, type Path, valueAt, variantOf } from './fields.js';
import { switched } from './switch-variant.js';

/** The settings as they are being edited. */
export interface Draft {
  readonly settings: unknown;
  readonly faults: ReadonlyMap<string, string>;
  readonly set: (path: Path, value: unknown) => void;
  /** The player has left this field. */
  readonly left: (field: Field) => void;
}

interface Props<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly draft: Draft;
}

export function idOf({ pointer, kind }: Pick<Field, 'pointer' | 'kind'>): string {
  return `set${pointer.replaceAll('/', '-')}${kind === 'one-of' ? '-kind' : ''}`;
}

function Fault({ id, text }: { id: string; text: string | undefined }): JSX.Element | null {
  if (!text) return null;
  return (
    <p class="error" id={id}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 0.5L12 11.5H0z" />
      </svg>
      {text}
    </p>
  );
}

const HINTS: Partial<Record<Field['kind'], string>> = { list: 'One a line.', json: 'Written as JSON.' };

function helpOf({ help, kind }: Field): string {
  return [help, HINTS[kind]].filter(Boolean).join(' ');
}

/** Two or three words fit side by side; what may be left out needs a place for that. */
function isSegments(field: Field): boolean {
  if (field.kind !== 'choice' || !field.usual) return false;
  return field.options.length <= 3 && field.options.join('').length <= 24;
}

function Control(props: ControlProps<Field['kind']>): JSX.Element | null {
  const { field, ...rest } = props;
  switch (field.kind) {
    case 'text':
      return <TextControl field={field} {...rest} />;
    case 'number':
      return <NumberControl field={field} {...rest} />;
    case 'switch':
      return <SwitchControl field={field} {...rest} />;
    case 'choice':
      return isSegments(field) ? (
        <SegmentsControl field={field} {...rest} />
      ) : (
        <ChoiceControl field={field} {...rest} />
      );
    case 'checks':
      return <ChecksControl field={field} {...rest} />;
    case 'list':
    case 'json':
      return <LinesControl field={field} {...rest} />;
    default:
      return null;
  }
}

/** Label, control, fault, help. */
function OneField({ field, draft }: Props): JSX.Element {
  const id = idOf(field);
  const fault = draft.faults.get(field.pointer);
  const help = helpOf(field);
  const described = [fault ? `${id}-fault` : '', help ? `${id}-help` : ''].filter(Boolean).join(' ');
  const about = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': fault !== undefined,
    onBlur: () => draft.left(field),
  };
  const control = (
    <Control
      field={field}
      value={valueAt(draft.settings, field.path)}
      set={(value) => draft.set(field.path, value)}
      about={about}
    />
  );
  const rest = (
    <>
      <Fault id={`${id}-fault`} text={fault} />
      {help ? (
        <small class="help" id={`${id}-help`}>
          {help}
        </small>
      ) : null}
    </>
  );
  if (field.kind === 'checks' || isSegments(field))
    return (
      <fieldset class="field full">
        <legend>{field.label}</legend>
        {control}
        {rest}
      </fieldset>
    );
  const isNarrow = field.kind === 'number' || field.kind === 'choice' || field.kind === 'switch';
  return (
    <div class={isNarrow ? 'field' : 'field full'}>
      <label for={id}>{field.label}</label>
      {control}
      {rest}
    </div>
  );
}

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
          {field.variants.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Fault id={`${id}-fault`} text={fault} />
        <small class="help" id={`${id}-help`}>
          {field.help}
        </small>
      </div>
      {(variant?.fields ?? []).map((one) => (
        <FieldView field={one} draft={draft} key={`${variant?.name}${one.pointer}`} />
      ))}
    </>
  );
}

function Group({ field, draft }: Props<'group'>): JSX.Element {
  const fields = field.fields.map((one) => <FieldView field={one} draft={draft} key={one.pointer} />);
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
            Remove {row.label}
          </button>
        </div>
      ))}
      <button type="button" class="btn" onClick={() => draft.set(field.path, [...items, {}])}>
        Add one to {field.label.toLowerCase()}
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
