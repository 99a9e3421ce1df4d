import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { ConfigError, type Fault, PluginError } from '../errors.js';
import type { PluginSettings, PluginSettingsChange, SettingsDesk } from '../plugin/plugin-directory.js';
import { DEFAULT_PLUGINS } from './bridge-config.js';
import { checkConfig } from './check-config.js';
import { ConfigDocument } from './config-document.js';
import { jsonSchemaOf } from './json-schema.js';
import { textOf } from './load-config.js';
import { pointerOf, valueAt } from './path.js';
import type { PluginSchemas } from './plugin-config.js';
import { maskSecrets, withSecretsKept } from './secrets.js';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** What one instance looks like in the file. */
interface WrittenEntry {
  readonly use: string;
  readonly enabled?: boolean;
  readonly config?: unknown;
}

/** Changes the settings of plugins in the configuration file, and leaves its comments where they are. */
export class FileSettingsDesk implements SettingsDesk {
  private changing: Promise<unknown> = Promise.resolve();

  constructor(
    /** Made when there is none yet. */
    private readonly file: string,
    private readonly plugins: PluginSchemas,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  async read(id: string): Promise<PluginSettings> {
    const { use, enabled = true, config = {} } = this.entry(this.text(), id);
    const schema = await this.plugins.schemaFor(use);
    return { id, use, enabled, schema: schema && jsonSchemaOf(schema), config: maskSecrets(config) };
  }

  /** One after the other, so that each begins with what the one before has written. */
  change(id: string, change: PluginSettingsChange): Promise<void> {
    const changed = this.changing.then(() => this.changeNow(id, change));
    this.changing = changed.catch(() => {});
    return changed;
  }

  private async changeNow(id: string, { enabled, config }: PluginSettingsChange): Promise<void> {
    const before = this.text();
    const written = this.entry(before, id);
    const afterSwitch = enabled === undefined ? before : edited(before, id, 'enabled', enabled);
    const after =
      config === undefined
        ? afterSwitch
        : edited(afterSwitch, id, 'config', withSecretsKept(config, written.config));
    await this.check(after, id);
    this.replace(after);
  }

  private async check(text: string, id: string): Promise<void> {
    const readFile = (name: string) => readFileSync(resolve(dirname(this.file), name), 'utf8');
    try {
      await checkConfig(text, this.file, this.plugins, { env: this.env, readFile });
    } catch (error) {
      throw error instanceof ConfigError ? atTheField(error, id) : error;
    }
  }

  private entry(text: string, id: string): WrittenEntry {
    const entry = valueAt(new ConfigDocument(text).value, ['plugins', id]) as WrittenEntry | undefined;
    if (entry) return entry;
    const message = `There is no plugin "${id}" in ${this.file}.`;
    throw new PluginError('plugin.not-found', message, 'Add it to the file first.');
  }

  private text(): string {
    return textOf(this.file, false) ?? `${JSON.stringify({ plugins: DEFAULT_PLUGINS }, null, 2)}\n`;
  }

  /** At once or not at all: a bridge that dies meanwhile leaves the old file. Who may read it stays as it was, and so does a link. */
  private replace(text: string): void {
    const { mode } = statSync(this.file, { throwIfNoEntry: false }) ?? {};
    const file = mode === undefined ? this.file : realpathSync(this.file);
    const fresh = `${file}.${randomUUID()}`;
    writeFileSync(fresh, text, mode === undefined ? {} : { mode });
    renameSync(fresh, file);
  }
}

function edited(text: string, id: string, key: 'enabled' | 'config', value: unknown): string {
  return applyEdits(text, modify(text, ['plugins', id, key], value, FORMAT));
}

/** Pointers from the instance's own settings on, so that a form finds its field. */
function atTheField(error: ConfigError, id: string): ConfigError {
  const own = pointerOf(['plugins', id, 'config']);
  const faults = error.faults.map(({ pointer, message }): Fault => {
    return { pointer: pointer.startsWith(own) ? pointer.slice(own.length) : pointer, message };
  });
  const [only, another] = faults;
  const text =
    only && !another ? `The settings cannot be used: ${only.message}.` : 'The settings have faults.';
  return new ConfigError(text, faults, { cause: error });
}
