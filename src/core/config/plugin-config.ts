import type { ConfigSchema } from '../plugin/input-plugin.js';
import type { Finding } from './config-document.js';
import { interpolate, keepReferences, type Resolve } from './interpolation.js';
import { defaultsOf, jsonSchemaOf } from './json-schema.js';
import { nearest } from './nearest.js';
import { parseInterpolated } from './parse-interpolated.js';
import { type Path, pointerOf } from './path.js';

/** What the check needs to know about plugins. */
export interface PluginSchemas {
  /** The schema behind `use`; `null` when there is no such plugin here. May load the plugin's package. */
  schemaFor(use: string): ConfigSchema<unknown> | null | Promise<ConfigSchema<unknown> | null>;
  /** Why there was no schema, such as an error of the plugin's own, and what to do; `null` when it is simply not here. */
  whyNot?(use: string): { reason: string; hint?: string | null } | null;
  /** Names to suggest for a mistyped `use`. */
  readonly names: readonly string[];
}

/** One instance and its settings as they are written. */
export interface WrittenInstance {
  readonly id: string;
  readonly use: string;
  readonly isEnabled: boolean;
  readonly written: unknown;
}

export interface PluginConfigCheck {
  readonly id: string;
  /** Interpolated, still raw. */
  readonly config: unknown;
  /** What holds for the settings that are left out, where the plugin describes itself. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Pointers of the texts that held a reference. */
  readonly references: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Checks one plugin's own settings with its own schema; secrets of an instance that is switched off stay unread. */
export async function checkPluginConfig(
  { id, use, isEnabled, written }: WrittenInstance,
  plugins: PluginSchemas,
  resolve: Resolve,
): Promise<PluginConfigCheck> {
  const at = ['plugins', id, 'config'];
  const interpolated = interpolate(written, isEnabled ? resolve : keepReferences, at);
  const { findings: unresolved, references } = interpolated;
  const schema = await plugins.schemaFor(use);
  if (!schema)
    return {
      id,
      config: interpolated.value,
      defaults: {},
      references,
      ...unknownPlugin(id, use, isEnabled, plugins, unresolved),
    };
  const { raw, findings } = parseInterpolated(schema, interpolated, at);
  const silent = isEnabled ? new Set(unresolved.map(({ path }) => pointerOf(path))) : references;
  const told = findings.filter(({ path }) => !silent.has(pointerOf(path)));
  const defaults = defaultsOf(jsonSchemaOf(schema), raw);
  return { id, config: raw, defaults, references, findings: [...unresolved, ...told], warnings: [] };
}

/** A slip of the pen is a fault; a package that is not there (yet) only leaves its instance out. */
function unknownPlugin(
  id: string,
  use: string,
  isEnabled: boolean,
  plugins: PluginSchemas,
  findings: readonly Finding[],
): Pick<PluginConfigCheck, 'findings' | 'warnings'> {
  const path: Path = ['plugins', id, 'use'];
  const meant = use.startsWith('.') ? null : nearest(use, plugins.names);
  if (meant) {
    const message = `there is no plugin "${use}"; did you mean "${meant}"?`;
    return { findings: [...findings, { path, message }], warnings: [] };
  }
  const absent = { reason: `the plugin "${use}" is not installed here`, hint: null };
  const { reason, hint } = plugins.whyNot?.(use) ?? absent;
  const message = `${reason}, so "${id}" will not run${hint ? `. ${hint}` : ''}`;
  return { findings, warnings: isEnabled ? [{ path, message }] : [] };
}
