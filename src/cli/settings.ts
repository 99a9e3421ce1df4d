import { dirname, resolve } from 'node:path';
import {
  type BridgeConfig,
  CONFIG_FILE,
  describeFault,
  type LoadedConfig,
  loadConfig,
  loadEnvironment,
} from '../core/config/index.js';
import { defaultDataDir } from '../core/system/data-dir.js';
import { numberOption } from './arguments.js';
import type { Io } from './command.js';
import { pluginLoader, pluginSchemas } from './plugin-schemas.js';

/** Options of every command that reads the configuration. */
export const SETTINGS_OPTIONS = {
  config: { value: 'FILE', help: `The configuration; ${CONFIG_FILE} in this folder when left out` },
  'data-dir': {
    value: 'DIR',
    help: 'Where practice is kept; $FRETCOACH_DATA_DIR or the usual place when left out',
  },
  port: { value: 'N', help: 'Port to serve on, instead of the one in the configuration' },
} as const;

/** Options of every command that looks for the running bridge. */
export const RUNNING_OPTIONS = {
  ...SETTINGS_OPTIONS,
  port: { value: 'N', help: 'Port of the running bridge; its data directory tells it when left out' },
} as const;

export interface SettingsValues {
  readonly config?: string;
  readonly 'data-dir'?: string;
  readonly port?: string;
}

export interface Settings {
  readonly config: BridgeConfig;
  /** `null` when there is none and the defaults hold. */
  readonly file: string | null;
  /** Where paths and packages in the configuration are looked up. */
  readonly folder: string;
  readonly dataDir: string;
}

/** Reads `.env`, then the configuration, then what the command line changes in it. @throws ConfigError, UsageError. */
export async function readSettings(values: SettingsValues, io: Io): Promise<Settings> {
  const port = numberOption('port', values.port, 0, 65_535);
  const { config, file } = await readConfig(values.config, io);
  const dataDir = values['data-dir'] ?? defaultDataDir({ ...io.env });
  return {
    config: port === undefined ? config : { ...config, http: { ...config.http, port } },
    file,
    folder: file === null ? io.cwd : dirname(file),
    dataDir: resolve(io.cwd, dataDir),
  };
}

/** Tells warnings on the way. @throws ConfigError. */
export async function readConfig(file: string | undefined, io: Io): Promise<LoadedConfig> {
  loadEnvironment(io.cwd);
  const schemas = pluginSchemas(pluginLoader(io.cwd, file));
  const loaded = await loadConfig(schemas, { file, directory: io.cwd });
  for (const warning of loaded.warnings) io.err(describeFault(warning, file ?? CONFIG_FILE));
  return loaded;
}
