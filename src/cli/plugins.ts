import { describeSettings, type SettingDescription, type SettingGroup } from '../core/config/index.js';
import type { PluginModule } from '../core/host/plugin-loader.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { columns } from './help.js';
import { pluginLoader } from './plugin-schemas.js';
import { wrap } from './wrap.js';

const options = {} as const;

export const plugins: Command = {
  name: 'plugins',
  summary: 'List the plugins that come along, or tell what one does and takes',
  operands: '[info NAME]',
  options,
  details: [
    'NAME is what "use" says in the configuration: a built-in, an installed package, or a path with ./',
  ],
  run: async (args, io) => {
    const { operands } = readArguments(args, options, { atMost: 2 });
    const [what, name] = operands;
    if (what === undefined) return list(io);
    if (what !== 'info') throw new UsageError(`"${what}" is not info.`);
    if (name === undefined) throw new UsageError('Say which plugin.');
    io.out(wrap(describe(name, await pluginLoader(io.cwd).load(name)), io.width));
    return EXIT.ok;
  },
};

async function list(io: Io): Promise<number> {
  const loader = pluginLoader(io.cwd);
  const rows = loader.builtInNames.map(async (name) => [name, rolesOf(await loader.load(name))] as const);
  io.out(columns(await Promise.all(rows)).join('\n'));
  return EXIT.ok;
}

function rolesOf({ input, output }: PluginModule): string {
  return [input ? 'input' : '', output ? 'output' : ''].filter((role) => role !== '').join(' and ');
}

function describe(name: string, module: PluginModule): string {
  const schema = module.input?.config ?? module.output?.config;
  const groups = schema ? describeSettings(schema) : null;
  const hears = module.output ? [`It hears ${module.output.topics?.join(', ') ?? 'everything'}.`] : [];
  const permissions = module.input?.permissions ?? module.output?.permissions ?? [];
  const asks = permissions.length > 0 ? [`It asks for: ${permissions.join(', ')}.`] : [];
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
