import type { JSX } from 'preact';
import { Prose } from '../../prose.js';
import {
  ChecksControl,
  ChoiceControl,
  type ControlProps,
  DeviceControl,
  LinesControl,
  NumberControl,
  SegmentsControl,
  SwitchControl,
  TextControl,
} from './controls.js';
import type { Field, Option, Path } from './field.js';
import { valueAt } from './place.js';

/** The settings as they are being edited. */
export interface Draft {
  readonly settings: unknown;
  readonly faults: ReadonlyMap<string, string>;
  readonly set: (path: Path, value: unknown) => void;
  /** The player has left this field. */
  readonly left: (field: Field) => void;
  /** What could be written at a field that says where to look. */
  readonly suggestions: (from: string) => readonly Option[];
}

export interface Props<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly draft: Draft;
}

export function idOf({ pointer, kind }: Pick<Field, 'pointer' | 'kind'>): string {
  return `set${pointer.replaceAll('/', '-')}${kind === 'one-of' ? '-kind' : ''}`;
}

export function Fault({ id, text }: { id: string; text: string | undefined }): JSX.Element | null {
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
  return field.options.length <= 3 && field.options.map(({ label }) => label).join('').length <= 32;
}

function Control(props: ControlProps<Field['kind']>): JSX.Element | null {
  const { field, ...rest } = props;
  switch (field.kind) {
    case 'text':
      return field.suggest === 'devices' && rest.suggestions.length ? (
        <DeviceControl field={field} {...rest} />
      ) : (
        <TextControl field={field} {...rest} />
      );
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

const NONE: readonly Option[] = [];

/** Label, control, fault, help. */
export function OneField({ field, draft }: Props): JSX.Element {
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
      suggestions={field.suggest ? draft.suggestions(field.suggest) : NONE}
      about={about}
    />
  );
  const rest = (
    <>
      <Fault id={`${id}-fault`} text={fault} />
      {help ? (
        <small class="help" id={`${id}-help`}>
          <Prose text={help} />
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
      <label for={id}>
        {field.label}
        {field.unit ? <small> {field.unit}</small> : null}
      </label>
      {control}
      {rest}
    </div>
  );
}
