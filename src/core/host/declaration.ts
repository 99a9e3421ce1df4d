import { z } from 'zod';
import { jsonSchemaOf } from '../config/json-schema.js';
import type { PluginModule } from './plugin-module.js';

const role = z.object({
  name: z.string().max(255).default(''),
  apiVersion: z.number().optional(),
  permissions: z.array(z.enum(['files', 'programs', 'workers', 'addons'])).optional(),
  /** What an output wants to hear; everything, when left out. */
  topics: z.array(z.string()).optional(),
  /** JSON Schema of its settings; `null` where they do not describe themselves. */
  config: z.record(z.string(), z.unknown()).nullable(),
  /** What it can be asked. */
  answers: z.array(z.enum(['devices', 'nearby', 'isNeeded'])).default([]),
});

const declaration = z.object({ input: role.optional(), output: role.optional() });

/** What a plugin says of itself, as data: known without running any of its code. */
export type Declaration = z.output<typeof declaration>;
export type RoleDeclaration = z.output<typeof role>;
export type Question = RoleDeclaration['answers'][number];

type Role = NonNullable<PluginModule['input'] | PluginModule['output']>;

const QUESTIONS = role.shape.answers.unwrap().element.options;

/** @throws Error that says what is wrong with data from a stranger. */
export function readDeclaration(data: unknown): Declaration {
  const read = declaration.safeParse(data);
  if (read.success) return read.data;
  const [{ path, message } = { path: [], message: '' }] = read.error.issues;
  throw new Error(`what it declares at "${path.join('.')}" makes no sense: ${message}`);
}

/** Of a module that was loaded. */
export function declarationOf({ input, output }: PluginModule): Declaration {
  return { ...(input ? { input: declared(input) } : {}), ...(output ? { output: declared(output) } : {}) };
}

function declared(plugin: Role): RoleDeclaration {
  const { name, apiVersion, permissions, topics } = plugin as Role & { readonly topics?: readonly string[] };
  return {
    name,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(permissions ? { permissions: [...permissions] } : {}),
    ...(topics ? { topics: [...topics] } : {}),
    config: jsonSchemaOf(plugin.config ?? {}),
    answers: QUESTIONS.filter((question) => question in plugin),
  };
}
