import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, messageOf } from '../errors.js';
import { type CheckedConfig, checkConfig } from './check-config.js';
import { ConfigDocument } from './config-document.js';
import type { PluginSchemas } from './plugin-config.js';

/** Looked for in the working directory when no file is named. */
export const CONFIG_FILE = 'plugins.config.json';

export interface ConfigPlace {
  readonly file?: string | undefined;
  readonly directory?: string;
}

export interface LoadedConfig extends CheckedConfig {
  /** `null` when there is none and the defaults hold. */
  readonly file: string | null;
}

/**
 * Reads and checks the configuration. Without a name, and without `plugins.config.json`, the defaults hold.
 * @throws ConfigError when a named file cannot be read, or with every fault in it.
 */
export async function loadConfig(
  plugins: PluginSchemas,
  { file, directory = process.cwd() }: ConfigPlace = {},
): Promise<LoadedConfig> {
  const path = resolve(directory, file ?? CONFIG_FILE);
  const text = textOf(path, file !== undefined);
  const checked = await checkConfig(text ?? '', file ?? CONFIG_FILE, plugins, {
    env: process.env,
    readFile: (name) => readFileSync(resolve(dirname(path), name), 'utf8'),
  });
  return { ...checked, file: text === null ? null : path };
}

/** The plugins that a configuration names, as far as it can be read: faults are no reason to know less. */
export function usedPlugins({ file, directory = process.cwd() }: ConfigPlace = {}): readonly string[] {
  const text = textOf(resolve(directory, file ?? CONFIG_FILE), file !== undefined);
  const { plugins } = Object(new ConfigDocument(text ?? '').value);
  const names = Object.values(Object(plugins)).map((entry) => Object(entry).use);
  return names.filter((name): name is string => typeof name === 'string');
}

/** Fills `process.env` from `.env` where there is one; what is set already stays as it is. */
export function loadEnvironment(directory = process.cwd()): void {
  try {
    process.loadEnvFile(resolve(directory, '.env'));
  } catch (cause) {
    if (!isMissing(cause)) throw new ConfigError(`.env cannot be read: ${messageOf(cause)}`, [], { cause });
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it belongs to somebody else',
};

/** `null` when there is no such file. @throws ConfigError when it cannot be read, or is missing though it `isWanted`. */
export function textOf(path: string, isWanted: boolean): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause) && !isWanted) return null;
    const why = WHY[(cause as NodeJS.ErrnoException).code ?? ''] ?? messageOf(cause);
    throw new ConfigError(`The configuration ${path} cannot be read: ${why}.`, [], { cause });
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
