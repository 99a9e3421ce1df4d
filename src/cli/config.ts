import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileSchema, usedPlugins } from '../core/config/index.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { describedPlugins, pluginLoader } from './plugin-schemas.js';
import { readConfig, SETTINGS_OPTIONS } from './settings.js';

const SCHEMA_FILE = 'plugins.schema.json';

const options = {
  config: SETTINGS_OPTIONS.config,
  write: { help: `schema: write ${SCHEMA_FILE} instead of printing it` },
} as const;

type Work = (io: Io, values: { readonly config?: string; readonly write?: boolean }) => Promise<number>;

const WORKS: Readonly<Record<string, Work>> = { check, print, schema };

export const config: Command = {
  name: 'config',
  summary: 'Check or print the configuration, or write its JSON Schema',
  operands: 'check|print|schema',
  options,
  details: [
    '',
    '  check   tells every fault with its place, or that all is well',
    '  print   shows the whole configuration with its defaults, secrets masked',
    `  schema  shows the JSON Schema that helps editors; --write puts it into ${SCHEMA_FILE}`,
  ],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 1 });
    const [what = ''] = operands;
    const work = Object.hasOwn(WORKS, what) ? WORKS[what] : undefined;
    if (!work)
      throw new UsageError(what ? `"${what}" is not check, print or schema.` : 'Say check, print or schema.');
    return work(io, values);
  },
};

async function check(io: Io, { config: file }: { readonly config?: string }): Promise<number> {
  const loaded = await readConfig(file, io);
  const missing = new Set(loaded.warnings.map(({ pointer }) => pointer));
  const running = loaded.config.plugins
    .filter(({ id, enabled }) => enabled && !missing.has(`/plugins/${id}/use`))
    .map(({ id }) => id);
  const name =
    loaded.file === null
      ? 'There is no file, so the defaults hold'
      : `${relative(io.cwd, loaded.file)} is in order`;
  io.out(`${name}. Plugins that run: ${running.join(', ') || 'none'}.`);
  return EXIT.ok;
}

async function print(io: Io, { config: file }: { readonly config?: string }): Promise<number> {
  io.out(JSON.stringify((await readConfig(file, io)).printable, null, 2));
  return EXIT.ok;
}

async function schema(
  io: Io,
  { config: file, write }: { readonly config?: string; readonly write?: boolean },
): Promise<number> {
  const used = usedPlugins({ file, directory: io.cwd });
  const plugins = await describedPlugins(pluginLoader(io.cwd, file), used);
  const text = JSON.stringify(fileSchema(plugins), null, 2);
  if (!write) {
    io.out(text);
    return EXIT.ok;
  }
  writeFileSync(resolve(io.cwd, SCHEMA_FILE), `${text}\n`);
  io.out(`${SCHEMA_FILE} is written.`);
  return EXIT.ok;
}
