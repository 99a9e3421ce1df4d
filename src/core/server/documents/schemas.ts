import { z } from 'zod';
import { wireSchemas } from '../../wire/index.js';

export type Json = { readonly [key: string]: unknown };

const HOME = '#/components/schemas/';

/** The named schemas a document refers to, directly or through others, ready for `components.schemas`. */
export function schemasFor(document: Json): Json {
  const { schemas } = z.toJSONSchema(wireSchemas, { uri: (id) => `${HOME}${id}`, io: 'input' });
  const needed = new Set<string>();
  const need = (part: unknown) => {
    for (const id of referencesIn(part)) {
      if (needed.has(id)) continue;
      needed.add(id);
      need(schemas[id]);
    }
  };
  need(document);
  return Object.fromEntries([...needed].sort().map((id) => [id, tidy(schemas[id])]));
}

/** Names of the schemas that a part of a document refers to. */
export function referencesIn(part: unknown): readonly string[] {
  return [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id ?? '');
}

/** Refers to a named schema. */
export function refTo(schema: z.ZodType): Json {
  const id = wireSchemas.get(schema)?.id;
  if (id === undefined) throw new Error('a schema without a name cannot be referred to');
  return { $ref: `${HOME}${id}` };
}

/** A schema without a name, such as that of parameters. */
export function inlineSchema(schema: z.ZodType): Json {
  return tidy(z.toJSONSchema(schema, { io: 'input' })) as Json;
}

/** Without what only says that this is JSON Schema, and without patterns and bounds that a `format` or type says already. */
function tidy(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tidy);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !isNoise(key, value, node))
      .map(([key, value]) => [key, tidy(value)]),
  );
}

function isNoise(key: string, value: unknown, node: object): boolean {
  if (key === '$schema' || key === '$id') return true;
  if (key === 'pattern') return 'format' in node;
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}
