import { nearest } from '../core/config/index.js';
import { BridgeError, ConfigError, messageOf, PluginError } from '../core/errors.js';
import { packageVersion } from '../core/system/package-facts.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { helpFor, overview } from './help.js';
import { wrap } from './wrap.js';

/** A command, loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The whole program: reads the command line, runs the command, tells errors to people. Resolves with the exit code. */
export async function runCli(
  args: readonly string[],
  commands: readonly CommandEntry[],
  io: Io,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') return say(io, packageVersion());
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return help(rest[0], commands, io);
  const entry = commands.find((command) => command.name === name);
  if (!entry) return unknownCommand(name, commands, io);
  return runCommand(await entry.load(), rest, io);
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io, helpFor(command));
  const isDebugging = args.includes('--debug');
  try {
    return await command.run(
      args.filter((arg) => arg !== '--debug'),
      io,
    );
  } catch (error) {
    io.progress('');
    return tell(error, command.name, isDebugging, io);
  }
}

/** What happened and what to do; the stack only for those who ask. */
function tell(error: unknown, command: string, isDebugging: boolean, io: Io): number {
  if (isDebugging && error instanceof Error) io.err(error.stack ?? error.message);
  else io.err(messageOf(error));
  if (error instanceof PluginError && error.hint) io.err(error.hint);
  if (error instanceof UsageError) {
    io.err(`"fretcoach ${command} --help" shows how it is used.`);
    return EXIT.usage;
  }
  if (!isDebugging && !(error instanceof BridgeError)) io.err('Run it again with --debug to see more.');
  return error instanceof ConfigError ? EXIT.config : EXIT.failed;
}

async function help(topic: string | undefined, commands: readonly CommandEntry[], io: Io): Promise<number> {
  const entry = commands.find(({ name }) => name === topic);
  if (entry) return say(io, helpFor(await entry.load()));
  return say(io, overview(commands, packageVersion()));
}

function unknownCommand(name: string, commands: readonly CommandEntry[], io: Io): number {
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  io.err(`There is no command "${name}".${meant ? ` Did you mean "fretcoach ${meant}"?` : ''}`);
  io.err('"fretcoach --help" lists them all.');
  return EXIT.usage;
}

function say(io: Io, text: string): number {
  io.out(wrap(text, io.width));
  return EXIT.ok;
}
