import { expect, test } from 'vitest';
import { type Command, EXIT } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { runCli } from '../../src/cli/run-cli.js';
import { ConfigError, DeviceError } from '../../src/core/errors.js';
import { FakeIo } from '../support/fake-io.js';

const io = () => new FakeIo('/nowhere');

test.each([[[]], [['--help']], [['help']]])('%j lists every command', async (args) => {
  const terminal = io();
  expect(await terminal.run(...args)).toBe(EXIT.ok);
  for (const { name, summary } of COMMANDS) {
    expect(terminal.text).toContain(name);
    expect(terminal.text).toContain(summary);
  }
});

test('--version tells the version', async () => {
  const terminal = io();
  expect(await terminal.run('--version')).toBe(EXIT.ok);
  expect(terminal.text).toMatch(/^\d+\.\d+\.\d+/);
});

test.each(COMMANDS.map(({ name }) => name))(
  '%s --help tells how it is used, with every option',
  async (name) => {
    const terminal = io();
    expect(await terminal.run(name, '--help')).toBe(EXIT.ok);
    const entry = COMMANDS.find((command) => command.name === name);
    const command = await entry?.load();
    expect(command).toMatchObject({ name, summary: entry?.summary });
    expect(terminal.text).toContain(`Usage: fretcoach ${name}`);
    for (const option of Object.keys(command?.options ?? {})) expect(terminal.text).toContain(`--${option}`);
  },
);

test('a mistyped command names the one that was meant', async () => {
  const terminal = io();
  expect(await terminal.run('strat')).toBe(EXIT.usage);
  expect(terminal.errorText).toContain('There is no command "strat". Did you mean "fretcoach start"?');
});

test.each([
  [['replay', '--scal', 'E'], 'There is no option "--scal". Did you mean "--scale"?'],
  [['replay'], 'Say which recording to play.'],
  [['replay', 'song.mp3'], '"song.mp3" is neither a .wav nor a .mid file.'],
  [['replay', '/gone/song.wav'], 'There is no recording /gone/song.wav.'],
  [
    ['replay', 'song.wav', '--scale'],
    '--scale needs a value; one that begins with a dash is written --scale=-VALUE.',
  ],
  [
    ['sessions', '--limit', '-1'],
    '--limit needs a value; one that begins with a dash is written --limit=-VALUE.',
  ],
  [
    ['db', 'restore', '/gone/all.jsonl'],
    'There is no backup /gone/all.jsonl: name a file that "fretcoach db backup" wrote.',
  ],
  [['replay', 'a.wav', 'b.wav'], '"b.wav" is one word too many.'],
  [['replay', 'a.wav', '--speed', '2'], '--speed takes 1 or max, not "2".'],
  [['replay', 'a.wav', '--strictness', '2'], '--strictness takes a number from 0 to 1, not "2".'],
  [['start', '--port', 'high'], '--port takes a number from 0 to 65535, not "high".'],
  [['start', '--log', 'loud'], '--log takes debug, info, warn, error, silent, not "loud".'],
  [['config'], 'Say check, print or schema.'],
  [['config', 'mend'], '"mend" is not check, print or schema.'],
])('%j is a slip of the hand, told with the way to help', async (args, message) => {
  const terminal = io();
  expect(await terminal.run(...args)).toBe(EXIT.usage);
  expect(terminal.errorText).toBe(`${message}\n"fretcoach ${args[0]} --help" shows how it is used.`);
});

const failing = (error: unknown) => [
  {
    name: 'play',
    summary: '',
    load: async (): Promise<Command> => ({
      name: 'play',
      summary: '',
      operands: '',
      options: {},
      run: () => Promise.reject(error),
    }),
  },
];

test('trouble is told in a sentence and what to do, without a stack', async () => {
  const terminal = io();
  const trouble = new DeviceError('missing', 'The pickup is gone.', 'Plug it in again.');
  expect(await runCli(['play'], failing(trouble), terminal)).toBe(EXIT.failed);
  expect(terminal.errors).toEqual(['The pickup is gone.', 'Plug it in again.']);
});

test('a configuration with faults has an exit code of its own', async () => {
  expect(await runCli(['play'], failing(new ConfigError('x cannot be used')), io())).toBe(EXIT.config);
});

test('--debug shows everything about an error', async () => {
  const terminal = io();
  await runCli(['play', '--debug'], failing(new TypeError('oh')), terminal);
  expect(terminal.errorText).toContain('run-cli.test.ts');
  const calm = io();
  await runCli(['play'], failing(new TypeError('oh')), calm);
  expect(calm.errors).toEqual(['oh', 'Run it again with --debug to see more.']);
});
