import { z } from 'zod';
import type { ConfigSchema } from '../plugin/input-plugin.js';
import type { Path } from './path.js';

/** The parts of JSON Schema that are read here. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly format?: string;
  readonly [key: string]: unknown;
}

/** What a schema says about itself as data; `null` for a hand-written `parse`. */
export function jsonSchemaOf(schema: ConfigSchema<unknown>): JsonSchema | null {
  if (schema.jsonSchema) return schema.jsonSchema;
  if (!(schema instanceof z.ZodType)) return null;
  try {
    return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
  } catch {
    return null; // A schema that cannot be described still checks.
  }
}

/** Checks settings as data says; they stay as they are written, since their plugin reads them once more. */
export function schemaFrom(jsonSchema: JsonSchema | null): ConfigSchema<unknown> {
  if (!jsonSchema) return { parse: (raw) => structuredClone(raw) };
  const check = checkFrom(jsonSchema);
  const parse = (raw: unknown) => {
    check.parse(raw);
    return structuredClone(raw);
  };
  return { parse, jsonSchema };
}

function checkFrom(jsonSchema: JsonSchema): ConfigSchema<unknown> {
  try {
    return z.fromJSONSchema(jsonSchema as z.core.JSONSchema.JSONSchema);
  } catch {
    return z.unknown(); // What we cannot check, the plugin does.
  }
}

/** The schemas that could speak for a place; alternatives that the value rules out by their constants are left out. */
export function schemasAt(schema: JsonSchema, path: Path, value: unknown): JsonSchema[] {
  const [part, ...rest] = path;
  const here = alternatives(schema, value);
  if (part === undefined) return here;
  const below = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return here.flatMap((alternative) => {
    const next = schemaBelow(alternative, part);
    return next ? schemasAt(next, rest, below) : [];
  });
}

function schemaBelow(schema: JsonSchema, part: string | number): JsonSchema | null {
  const inner =
    typeof part === 'number'
      ? (schema.prefixItems?.[part] ?? schema.items)
      : schema.properties && Object.hasOwn(schema.properties, part)
        ? schema.properties[part]
        : schema.additionalProperties;
  return typeof inner === 'object' ? inner : null;
}

function alternatives(schema: JsonSchema, value: unknown): JsonSchema[] {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!choices) return [schema];
  const flat = choices.flatMap((choice) => alternatives(choice, value));
  const possible = flat.filter((choice) => constantsAgree(choice, value));
  return possible.length > 0 ? possible : flat;
}

function constantsAgree(schema: JsonSchema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(schema.properties ?? {}).every(
    ([key, { const: constant }]) => constant === undefined || Reflect.get(value, key) === constant,
  );
}

/** The keys that may stand in an object described by these schemas. */
export function keysOf(schemas: readonly JsonSchema[]): string[] {
  return [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** The texts that may stand there, when they can be listed. */
export function choicesOf(schemas: readonly JsonSchema[]): string[] {
  const listed = schemas.flatMap(
    (schema) => schema.enum ?? (schema.const === undefined ? [] : [schema.const]),
  );
  return listed.filter((choice) => typeof choice === 'string');
}

/** What may stand there, in words: `a number from 0 to 1`, `"wiz", "wled" or "mqtt"`. */
export function expectation(schemas: readonly JsonSchema[]): string {
  return either([...new Set(schemas.flatMap(phrases))]);
}

export function either(phrasesToJoin: readonly string[]): string {
  const last = phrasesToJoin.at(-1) ?? 'something else';
  return phrasesToJoin.length > 1 ? `${phrasesToJoin.slice(0, -1).join(', ')} or ${last}` : last;
}

function phrases(schema: JsonSchema): string[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap(phrases);
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return schema.enum.map((choice) => JSON.stringify(choice));
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.map((type) => phraseFor(type, schema));
}

function phraseFor(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'integer':
      return `a whole number${range(schema)}`;
    case 'number':
      return `a number${range(schema)}`;
    case 'string':
      return `a text${textLimits(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return typeof schema.items === 'object' ? `a list, each ${expectation([schema.items])}` : 'a list';
    case 'object':
      return 'an object { … }';
    default:
      return type;
  }
}

function range(schema: JsonSchema): string {
  const low = schema.minimum ?? -Infinity;
  const high = schema.maximum ?? Infinity;
  const from = low > Number.MIN_SAFE_INTEGER ? low : undefined;
  const to = high < Number.MAX_SAFE_INTEGER ? high : undefined;
  const bounds = [
    schema.exclusiveMinimum === undefined
      ? from === undefined
        ? ''
        : `from ${from}`
      : `above ${schema.exclusiveMinimum}`,
    schema.exclusiveMaximum === undefined
      ? to === undefined
        ? ''
        : `to ${to}`
      : `below ${schema.exclusiveMaximum}`,
  ].filter((bound) => bound !== '');
  return bounds.length > 0 ? ` ${bounds.join(' ')}` : '';
}

function textLimits({ format, minLength = 0, maxLength, pattern }: JsonSchema): string {
  if (format) return ` that is a valid ${format}`;
  if (typeof pattern === 'string') return ` that matches ${pattern}`;
  if (maxLength !== undefined) return ` of ${minLength} to ${maxLength} characters`;
  return minLength > 1 ? ` of at least ${minLength} characters` : minLength === 1 ? ' that is not empty' : '';
}

/** What holds for the settings that an object leaves out. */
export function defaultsOf(schema: JsonSchema | null, value: unknown): Record<string, unknown> {
  const properties = schema
    ? schemasAt(schema, [], value).flatMap((one) => Object.entries(one.properties ?? {}))
    : [];
  const isGiven = (name: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return Object.fromEntries(
    properties.flatMap(([name, setting]) =>
      typeof setting === 'object' && setting.default !== undefined && !isGiven(name)
        ? [[name, setting.default]]
        : [],
    ),
  );
}
