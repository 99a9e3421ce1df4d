import { z } from 'zod';
import type { ConfigSchema } from '../plugin/input-plugin.js';
import { bridgeFile } from './bridge-config.js';
import { type JsonSchema, jsonSchemaOf } from './json-schema.js';

/** A plugin that describes its settings. */
export interface DescribedPlugin {
  /** What `use` says. */
  readonly name: string;
  readonly config: ConfigSchema<unknown>;
}

/** `plugins.schema.json`: the whole file as JSON Schema, so that an editor completes each plugin's own settings. */
export function fileSchema(plugins: readonly DescribedPlugin[]): JsonSchema {
  const schema = z.toJSONSchema(bridgeFile, { io: 'input', reused: 'inline' }) as JsonSchema;
  const described = plugins.flatMap(({ name, config }) => {
    const own = jsonSchemaOf(config);
    return own ? [{ name, own: withoutDialect(own) }] : [];
  });
  const instances = schema.properties?.plugins;
  return {
    ...schema,
    title: 'FretCoach configuration',
    properties: {
      ...schema.properties,
      plugins: { ...instances, additionalProperties: entrySchema(instances, described) },
    },
  };
}

function entrySchema(
  instances: JsonSchema | undefined,
  plugins: readonly { readonly name: string; readonly own: JsonSchema }[],
): JsonSchema {
  const entry = typeof instances?.additionalProperties === 'object' ? instances.additionalProperties : {};
  const use = { ...entry.properties?.use, examples: plugins.map(({ name }) => name) };
  return {
    ...entry,
    properties: { ...entry.properties, use },
    allOf: plugins.map(({ name, own }) => ({
      if: { properties: { use: { const: name } }, required: ['use'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: { properties: { config: own } },
    })),
  };
}

function withoutDialect({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
