import { isSecretKey } from '../../../../src/core/config/secrets.js';
import type { Common, Field, Option, Path, Variant } from './field.js';
import { labelOf, shown } from './labels.js';
import { pointerOf, valueAt } from './place.js';
import type { Schema } from './schema.js';

interface Place {
  readonly path: Path;
  readonly isRequired: boolean;
}

/** The form of a schema; `null` when it has nothing to ask. */
export function formOf(schema: Schema): Field | null {
  const form = fieldOf(schema, { path: [], isRequired: true });
  return form.kind === 'group' && form.fields.length === 0 ? null : form;
}

export function fieldOf(schema: Schema, place: Place): Field {
  // Where nothing is the usual case, an empty field says it.
  const isUsuallyNothing = schema.default === undefined || schema.default === null;
  const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null' || !isUsuallyNothing);
  const [only, another] = choices ?? [];
  if (choices && another) return oneOf(schema, choices, place);
  const whole: Schema = { ...only, ...schema };
  const common = commonOf(whole, place);
  if (whole.enum?.every((option) => typeof option === 'string'))
    return { ...common, kind: 'choice', options: optionsOf(whole) };
  switch (whole.type) {
    case 'string':
      return { ...common, ...textOf(whole, place) };
    case 'integer':
    case 'number':
      return { ...common, ...numberOf(whole) };
    case 'boolean':
      return { ...common, kind: 'switch', isUsuallyOn: whole.default === true };
    case 'array':
      return { ...common, ...arrayOf(whole) };
    case 'object':
      return whole.properties
        ? { ...common, kind: 'group', fields: fieldsOf(whole, place.path) }
        : { ...common, kind: 'json' };
    default:
      return { ...common, kind: 'json' };
  }
}

function commonOf(schema: Schema, { path, isRequired }: Place): Common {
  return {
    pointer: pointerOf(path),
    path,
    label: schema.title ?? labelOf(path.at(-1)),
    help: schema.description ?? null,
    isRequired: isRequired && schema.default === undefined,
    usual: shown(schema.default),
    unit: schema.unit ?? null,
    isAdvanced: schema.advanced === true,
    suggest: schema.suggest ?? null,
  };
}

function optionsOf({ enum: values = [], labels = {} }: Schema): Option[] {
  return values.map(String).map((value) => ({ value, label: labels[value] ?? value }));
}

function fieldsOf({ properties = {}, required = [] }: Schema, path: Path, but?: string): Field[] {
  return Object.entries(properties)
    .filter(([key]) => key !== but)
    .map(([key, schema]) => fieldOf(schema, { path: [...path, key], isRequired: required.includes(key) }));
}

function textOf({ pattern, minLength = 0, maxLength = Infinity }: Schema, { path }: Place) {
  const isSecret = isSecretKey(path.at(-1));
  return { kind: 'text', isSecret, pattern: pattern ?? null, least: minLength, most: maxLength } as const;
}

/** As people read it; floating point leaves no crumbs. */
export function enlarged(value: number, times: number): string {
  return String(Number((value * times).toPrecision(12)));
}

/** Limits that only say how far numbers reach are none. */
function numberOf(schema: Schema) {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const times = schema.unit === '%' ? 100 : 1;
  return {
    kind: 'number',
    times,
    usual: typeof schema.default === 'number' ? enlarged(schema.default, times) : '',
    isWhole: schema.type === 'integer',
    min: minimum > Number.MIN_SAFE_INTEGER ? minimum : -Infinity,
    max: maximum < Number.MAX_SAFE_INTEGER ? maximum : Infinity,
    above: schema.exclusiveMinimum ?? -Infinity,
    below: schema.exclusiveMaximum ?? Infinity,
  } as const;
}

/** What has more choices is written, a line each. */
const MOST_CHECKS = 12;

function arrayOf({ items, default: usual, labels = {} }: Schema) {
  const usually = Array.isArray(usual) ? usual : [];
  if (!items) return { kind: 'json' } as const;
  if (items.enum && items.enum.length <= MOST_CHECKS)
    return { kind: 'checks', options: optionsOf({ labels, ...items }), usually } as const;
  if (items.type === 'string') return { kind: 'list' } as const;
  return items.properties ? ({ kind: 'rows', item: items } as const) : ({ kind: 'json' } as const);
}

function oneOf(schema: Schema, choices: readonly Schema[], place: Place): Field {
  const tag = tagOf(choices);
  const path = tag === null ? place.path : [...place.path, tag];
  const help =
    schema.description ?? (tag === null ? null : (choices[0]?.properties?.[tag]?.description ?? null));
  const common = commonOf(schema, place);
  const called = (variant: Variant) => ({
    ...variant,
    label: schema.labels?.[variant.name] ?? variant.label,
  });
  const variants = choices.flatMap((choice) => variantsOf(choice, tag, place.path, schema).map(called));
  const usually = schema.default;
  return {
    ...common,
    help,
    label: schema.title ?? labelOf(path.at(-1)),
    pointer: pointerOf(path),
    kind: 'one-of',
    variants,
    usually,
  };
}

/** The key whose constant tells all alternatives apart, such as `driver`. */
function tagOf(choices: readonly Schema[]): string | null {
  const keys = Object.keys(choices[0]?.properties ?? {});
  return (
    keys.find((key) => choices.every(({ properties }) => properties?.[key]?.const !== undefined)) ?? null
  );
}

function variantsOf(schema: Schema, tag: string | null, path: Path, whole: Schema): Variant[] {
  const fixed = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  if (fixed.length)
    return fixed.map((value) => ({
      name: String(value),
      label: String(value),
      start: value,
      fields: [],
      fits: (one) => one === value,
    }));
  if (schema.type === 'null')
    return [{ name: 'null', label: 'none', start: null, fields: [], fits: (one) => one === null }];
  if (schema.type !== 'object') return [plainVariant(schema, path, whole)];
  return [tag === null ? keyedVariant(schema, path) : taggedVariant(schema, tag, path)];
}

function taggedVariant(schema: Schema, tag: string, path: Path): Variant {
  const value = schema.properties?.[tag]?.const;
  const fits = (one: unknown) => valueAt(one, [tag]) === value;
  const name = String(value);
  return { name, label: name, start: { [tag]: value }, fields: fieldsOf(schema, path, tag), fits };
}

/** An object is called by what it has to have, such as `file`. */
function keyedVariant(schema: Schema, path: Path): Variant {
  const key = schema.required?.[0] ?? Object.keys(schema.properties ?? {})[0] ?? 'object';
  const fits = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one) && key in one;
  const first = schema.properties?.[key];
  const start = { [key]: first?.enum?.[0] ?? (first?.type === 'string' ? '' : undefined) };
  return { name: key, label: key, start, fields: fieldsOf(schema, path), fits };
}

/** How alternatives without a name of their own are called: in `labels`, and to people. */
const KINDS: Readonly<Record<string, readonly [name: string, label: string]>> = {
  string: ['text', 'a text'],
  integer: ['number', 'a number'],
  number: ['number', 'a number'],
  array: ['list', 'your own'],
};

/** Leaving it empty is allowed where the default is one of its kind. */
function plainVariant(schema: Schema, path: Path, { default: usual, labels = {} }: Schema): Variant {
  const type = schema.type ?? 'json';
  const [name, kind] = KINDS[type] ?? [type, type];
  const fits = (one: unknown) => isOfType(type, one);
  const isUsual = usual !== undefined && isOfType(type, usual);
  const field = fieldOf(isUsual ? { ...schema, default: usual } : schema, { path, isRequired: true });
  const label = labels[name] ?? `${field.label}: ${kind}`;
  return {
    name,
    label: kind,
    start: isUsual ? usual : startOf(type, schema),
    fields: [{ ...field, label }],
    fits,
  };
}

function startOf(type: string, { minimum = 0 }: Schema): unknown {
  if (type === 'array') return [];
  return isNumeric(type) ? Math.max(0, minimum) : '';
}

const isNumeric = (type: string) => type === 'integer' || type === 'number';

/** What was typed where a number should stand counts as one. */
function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  return typeof value === 'string' || (isNumeric(type) && typeof value === 'number');
}
