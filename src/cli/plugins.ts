import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describeSettings, type SettingDescription, type SettingGroup } from '../core/config/index.js';
import type { PluginLoader } from '../core/host/plugin-loader.js';
import type { PluginModule } from '../core/host/plugin-module.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { columns } from './help.js';
import { pluginLoader } from './plugin-schemas.js';
import { wrap } from './wrap.js';

const options = {
  write: { help: 'info: write what it declares into a file beside it, which is read instead of asking it' },
} as const;

export const plugins: Command = {
  name: 'plugins',
  summary: 'List the plugins that come along, or tell what one does and takes',
  operands: '[info NAME]',
  options,
  details: [
    'NAME is what "use" says in the configuration: a built-in, an installed package, or a path with ./',
  ],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 2 });
    const [what, name] = operands;
    if (what === undefined) return list(io);
    if (what !== 'info') throw new UsageError(`"${what}" is not info.`);
    if (name === undefined) throw new UsageError('Say which plugin.');
    const loader = pluginLoader(io.cwd);
    if (values.write) return write(name, loader, io);
    io.out(wrap(describe(name, await loader.load(name)), io.width));
    return EXIT.ok;
  },
};

async function list(io: Io): Promise<number> {
  const loader = pluginLoader(io.cwd);
  const rows = loader.builtInNames.map(async (name) => [name, rolesOf(await loader.load(name))] as const);
  io.out(columns(await Promise.all(rows)).join('\n'));
  return EXIT.ok;
}

/** For authors: with the file in its package, a plugin is known without being run. */
async function write(name: string, loader: PluginLoader, io: Io): Promise<number> {
  if (loader.builtInNames.includes(name)) throw new UsageError(`"${name}" comes along: it needs no file.`);
  const { file, declaration } = await loader.declare(name);
  writeFileSync(file, `${JSON.stringify(declaration, null, 2)}\n`);
  io.out(`${relative(io.cwd, file)} is written. Write it again when its settings change.`);
  return EXIT.ok;
}

function rolesOf({ input, output }: PluginModule): string {
  return [input ? 'input' : '', output ? 'output' : ''].filter((role) => role !== '').join(' and ');
}

function describe(name: string, module: PluginModule): string {
  const schema = module.input?.config ?? module.output?.config;
  const groups = schema ? describeSettings(schema) : null;
  const hears = module.output ? [`It hears ${module.output.topics?.join(', ') ?? 'everything'}.`] : [];
  const roles = [module.input, module.output];
  const permissions = new Set(roles.flatMap((role) => role?.permissions ?? []));
  const asks = permissions.size > 0 ? [`It asks for: ${[...permissions].join(', ')}.`] : [];
  const settings = groups?.flatMap(describeGroup) ?? ['Its settings are not described.'];
  return [`${name}: ${rolesOf(module)}`, ...hears, ...asks, ...settings].join('\n');
}

function describeGroup({ title, settings }: SettingGroup): string[] {
  const heading = title === null ? 'Settings:' : `Settings with ${title}:`;
  return ['', heading, ...columns(settings.map((setting) => [setting.name, inWords(setting)]))];
}

function inWords({ expected, defaultValue, isRequired, description }: SettingDescription): string {
  const fallback = isRequired ? ', required' : defaultValue === null ? '' : `, ${defaultValue} when left out`;
  return `${expected}${fallback}.${description ? ` ${description}` : ''}`;
}
