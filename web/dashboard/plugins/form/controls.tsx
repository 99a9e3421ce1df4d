import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Field, Option } from './field.js';
import { enlarged } from './fields.js';

/** What a control gets to do its work. */
export interface ControlProps<Kind extends Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  /** What could be written, where that is known. */
  readonly suggestions: readonly Option[];
  /** Names, describes and marks the control. */
  readonly about: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
    readonly onBlur: () => void;
  };
}

const MASK = '********';
const written = (value: unknown) => (value === undefined || value === null ? '' : String(value));
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Keeps what is typed, to the letter, as long as it means the value. */
function useTyped(value: unknown, read: (text: string) => unknown, write: (value: unknown) => string) {
  const [text, keep] = useState(() => write(value));
  return [isSame(read(text), value) ? text : write(value), keep] as const;
}

export function TextControl({ field, value, set, suggestions, about }: ControlProps<'text'>): JSX.Element {
  const [isReplaced, replace] = useState(false);
  if (value === MASK && !isReplaced)
    return (
      <div class="kept">
        <input class="input" type="password" value={MASK} readOnly {...about} />
        <button type="button" class="btn" onClick={() => replace(true)}>
          Replace
        </button>
      </div>
    );
  const text = value === MASK ? '' : written(value);
  const list = suggestions.length ? `${about.id}-list` : undefined;
  return (
    <>
      <input
        class="input"
        list={list}
        type={(field.isSecret && !text.startsWith('${') ? 'password' : 'text') as 'text'}
        autocomplete="off"
        spellcheck={false}
        placeholder={field.usual}
        aria-required={field.isRequired}
        value={text}
        onInput={({ currentTarget }) => set(currentTarget.value === '' ? undefined : currentTarget.value)}
        {...about}
      />
      {list ? (
        <datalist id={list}>
          {suggestions.map((option) => (
            <option value={option.value} key={option.value}>
              {option.label}
            </option>
          ))}
        </datalist>
      ) : null}
    </>
  );
}

/** What is plugged in, by the name people know; what was written and is not there stays. */
export function DeviceControl({ field, value, set, suggestions, about }: ControlProps<'text'>): JSX.Element {
  const chosen = written(value);
  const isThere = suggestions.some((option) => option.value === chosen);
  return (
    <select
      class="input"
      value={chosen}
      aria-required={field.isRequired}
      onChange={({ currentTarget }) => set(currentTarget.value || undefined)}
      {...about}
    >
      <option value="">The usual one</option>
      {chosen === '' || isThere ? null : <option value={chosen}>{chosen}</option>}
      {suggestions.map((option) => (
        <option value={option.value} key={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A comma is a point to many; what is no number stays as it was typed. */
export function numberFrom(text: string): unknown {
  if (text.trim() === '') return undefined;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : text;
}

export function NumberControl({ field, value, set, about }: ControlProps<'number'>): JSX.Element {
  const { times } = field;
  const read = (text: string) => {
    const number = numberFrom(text);
    return typeof number === 'number' ? number / times : number;
  };
  const write = (known: unknown) => (typeof known === 'number' ? enlarged(known, times) : written(known));
  const [text, type] = useTyped(value ?? undefined, read, write);
  return (
    <input
      class="input"
      inputMode={field.isWhole && field.min >= 0 ? 'numeric' : 'text'}
      autocomplete="off"
      placeholder={field.usual}
      aria-required={field.isRequired}
      value={text}
      onInput={({ currentTarget }) => {
        type(currentTarget.value);
        set(read(currentTarget.value));
      }}
      {...about}
    />
  );
}

export function SwitchControl({ field, value, set, about }: ControlProps<'switch'>): JSX.Element {
  const isOn = typeof value === 'boolean' ? value : field.isUsuallyOn;
  return (
    <input
      class="switch"
      type="checkbox"
      role="switch"
      aria-checked={isOn}
      checked={isOn}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
      {...about}
    />
  );
}

export function ChoiceControl({ field, value, set, about }: ControlProps<'choice'>): JSX.Element {
  const { options, usual, isRequired } = field;
  const chosen = written(value) || usual;
  return (
    <select
      class="input"
      value={chosen}
      onChange={({ currentTarget }) => set(currentTarget.value || undefined)}
      {...about}
    >
      {usual ? null : <option value="">{isRequired ? 'Choose' : 'Not set'}</option>}
      {chosen === '' || options.some((option) => option.value === chosen) ? null : <option>{chosen}</option>}
      {options.map((option) => (
        <option value={option.value} key={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Two or three choices, side by side. */
export function SegmentsControl({ field, value, set, about }: ControlProps<'choice'>): JSX.Element {
  const chosen = written(value) || field.usual;
  const { id, ...rest } = about;
  return (
    <div class="segments">
      {field.options.map((option, at) => (
        <label key={option.value}>
          <input
            type="radio"
            name={id}
            id={at === 0 ? id : undefined}
            checked={option.value === chosen}
            onChange={() => set(option.value)}
            {...rest}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

export function ChecksControl({ field, value, set, about }: ControlProps<'checks'>): JSX.Element {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : field.usually;
  const { id, ...rest } = about;
  const toggle = (option: string) =>
    set(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  return (
    <div class="checks">
      {field.options.map((option, at) => (
        <label class="check" key={option.value}>
          <input
            type="checkbox"
            id={at === 0 ? id : undefined}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
            {...rest}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** Empty lines say nothing; no line at all is the usual. */
export function linesOf(text: string): unknown {
  const lines = text.split('\n').map((line) => line.trim());
  const said = lines.filter(Boolean);
  return said.length ? said : undefined;
}

function jsonFrom(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const asLines = (value: unknown) => (Array.isArray(value) ? value.map(written).join('\n') : '');
const asJson = (value: unknown) =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);

/** A text a line, or anything else as JSON. */
export function LinesControl({ field, value, set, about }: ControlProps<'list' | 'json'>): JSX.Element {
  const isList = field.kind === 'list';
  const read = isList ? linesOf : jsonFrom;
  // A list that is empty on purpose looks like none.
  const known = isList && Array.isArray(value) && value.length === 0 ? undefined : value;
  const [text, type] = useTyped(known, read, isList ? asLines : asJson);
  return (
    <textarea
      class="input"
      rows={3}
      spellcheck={false}
      value={text}
      onInput={({ currentTarget }) => {
        type(currentTarget.value);
        set(read(currentTarget.value));
      }}
      {...about}
    />
  );
}
