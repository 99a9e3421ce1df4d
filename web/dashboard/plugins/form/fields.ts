import { isSecretKey } from '../../../../src/core/config/secrets.js';
import { labelOf, shown } from './labels.js';
import { pointerOf } from './place.js';
import type { Schema } from './schema.js';

interface Common {
  /** Where faults of this very control are told, such as `/host`. */
  readonly pointer: string;
  readonly path: Path;
  readonly label: string;
  readonly help: string | null;
  readonly isRequired: boolean;
  /** What holds when nothing is given, in words. */
  readonly usual: string;
  /** Such as `ms`; `null` where numbers have none. */
  readonly unit: string | null;
  /** Rarely needed: folded away. */
  readonly isAdvanced: boolean;
  /** Where to look for what could be written here. */
  readonly suggest: string | null;
}

/** One of a list: what is written, and what people read. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

export type Path = readonly (string | number)[];

/** One control of a form, or several that belong together. */
export type Field = Common &
  (
    | { kind: 'text'; isSecret: boolean; pattern: string | null; least: number; most: number }
    | {
        kind: 'number';
        isWhole: boolean;
        min: number;
        max: number;
        above: number;
        below: number;
        /** Shares of one are read and written in percent: 100; all other numbers as they are: 1. */
        times: number;
      }
    | { kind: 'switch'; isUsuallyOn: boolean }
    | { kind: 'choice'; options: readonly Option[] }
    | { kind: 'checks'; options: readonly Option[]; usually: readonly unknown[] }
    | { kind: 'list' }
    | { kind: 'rows'; item: Schema }
    | { kind: 'group'; fields: readonly Field[] }
    | { kind: 'one-of'; variants: readonly Variant[]; usually: unknown }
    | { kind: 'json' }
  );

/** One alternative: a fixed value, or further fields. */
export interface Variant {
  readonly name: string;
  /** What people read for it. */
  readonly label: string;
  /** What choosing it writes. */
  readonly start: unknown;
  readonly fields: readonly Field[];
  readonly fits: (value: unknown) => boolean;
}

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

/** What stands at a place of the settings. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (one, key) => (typeof one === 'object' && one !== null ? Reflect.get(one, key) : undefined),
    value,
  );
}

/** The alternative in force; none when the value fits nowhere. */
export function variantOf(field: Extract<Field, { kind: 'one-of' }>, value: unknown): Variant | null {
  const actual = value === undefined ? field.usually : value;
  return field.variants.find(({ fits }) => fits(actual)) ?? null;
}
