import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';

/** One of the schema's rules: which settings belong to which plugin. */
interface Rule {
  readonly if: { readonly properties: { readonly use: { readonly const: string } } };
}

let folder: string;
let terminal: FakeIo;

beforeEach(() => {
  folder = ownFolder();
  terminal = new FakeIo(folder);
});

const write = (text: string, name = 'plugins.config.json') => writeFileSync(join(folder, name), text);

test('check is content without a file', async () => {
  expect(await terminal.run('config', 'check')).toBe(EXIT.ok);
  expect(terminal.text).toBe(
    'There is no file, so the defaults hold. Plugins that run: guitar, pickup, daw, overlay.',
  );
});

test('check tells every fault of every plugin, with its place', async () => {
  write(`{
  "session": { "strictness": 2, "scale_name": "A Minor Pentatonik" },
  "plugins": {
    "guitar": { "use": "audio", "config": { "sauce": "auto" } },
    "lamp": { "use": "smart-bulb", "config": { "driver": "wled", "host": "\${env:NO_SUCH_LAMP:?set NO_SUCH_LAMP}" } }
  }
}`);
  expect(await terminal.run('config', 'check')).toBe(EXIT.config);
  const places = terminal.errorText.split('\n').map((line) => line.trim().split(': ')[0]);
  expect(places).toEqual([
    'plugins.config.json cannot be used, it has 4 faults:',
    'plugins.config.json:2:30 session.strictness',
    'plugins.config.json:2:47 session.scale_name',
    'plugins.config.json:4:45 plugins.guitar.config.sauce',
    'plugins.config.json:5:74 plugins.lamp.config.host',
  ]);
  expect(terminal.errorText).toContain('A Minor Pentatonic');
  expect(terminal.errorText).toContain('did you mean "source"?');
  expect(terminal.errorText).toContain('set NO_SUCH_LAMP');
});

test('check tells where a rule of an OSC input makes no sense', async () => {
  write(`{ "plugins": { "daw": { "use": "osc", "config": { "rules": [
  { "address": "/my/note", "as": "note", "args": ["midi", "velocity"] },
  { "address": "/my/pitch", "as": "pitch", "args": ["herz"] },
  { "address": "/my/{thing}/bend", "as": "bend", "args": ["string", "semitones"] },
  { "address": "/my/level", "as": "level", "args": ["level"], "gate": { "amp": 0.5 } }
] } } } }`);
  expect(await terminal.run('config', 'check')).toBe(EXIT.config);
  for (const fault of [
    /json:3:53 plugins\.daw\.config\.rules\[1\]\.args\[0\]: .*did you mean "hz"/,
    /json:4:16 plugins\.daw\.config\.rules\[2\]\.address: \{thing\} is none of /,
    /json:5:80 plugins\.daw\.config\.rules\[3\]\.gate\.amp: No argument is called amp/,
  ]) {
    expect(terminal.errorText).toMatch(fault);
  }
});

test('check warns of a plugin that is not installed, and is content', async () => {
  write('{ "plugins": { "relay": { "use": "fretcoach-plugin-nowhere" } } }', 'mine.json');
  expect(await terminal.run('config', 'check', '--config', 'mine.json')).toBe(EXIT.ok);
  expect(terminal.errorText).toBe(
    'mine.json:1:34 plugins.relay.use: the plugin "fretcoach-plugin-nowhere" is not installed here, so "relay" will not run',
  );
  expect(terminal.text).toBe('mine.json is in order. Plugins that run: none.');
});

test('check tells what is wrong inside a plugin, instead of calling it absent', async () => {
  writeFileSync(join(folder, 'broken.mjs'), "throw new Error('out of strings');");
  write('{ "plugins": { "relay": { "use": "./broken.mjs" } } }');
  expect(await terminal.run('config', 'check')).toBe(EXIT.ok);
  expect(terminal.errorText).toContain(
    'Plugin "./broken.mjs" cannot be used: out of strings, so "relay" will not run. Paths are looked up from ',
  );
});

test.each([
  ['exits', 'process.exit(3);', 'Its process ended (exit code 3)'],
  [
    'throws where nobody catches',
    "setTimeout(() => { throw new Error('ouch'); });",
    'neither `input` nor `output`',
  ],
  ['loops', 'for (;;);', 'It gave no sign of life for 5 s'],
  ['waits for ever', 'await new Promise(() => {});', 'It gave no answer within 7 s'],
])(
  'a plugin that %s when it is loaded is a warning, and the editors’ schema is written',
  async (_, source, why) => {
    writeFileSync(join(folder, 'odd.mjs'), source);
    write('{ "plugins": { "odd": { "use": "./odd.mjs" }, "guitar": { "use": "audio" } } }');
    const editor = new FakeIo(folder);
    const ends = [terminal.run('config', 'check'), editor.run('config', 'schema', '--write')];
    expect(await Promise.all(ends)).toEqual([EXIT.ok, EXIT.ok]);
    expect(terminal.errorText).toContain(why);
    expect(terminal.text).toBe('plugins.config.json is in order. Plugins that run: guitar.');
    expect(editor.text).toBe('plugins.schema.json is written.');
  },
);

test('a plugin that declares itself in a file is checked and described without being run', async () => {
  const declaration = {
    input: {
      name: 'dial',
      config: {
        type: 'object',
        properties: { volume: { type: 'number', maximum: 11, description: 'Louder.' } },
        additionalProperties: false,
      },
    },
  };
  writeFileSync(join(folder, 'dial.mjs'), "throw new Error('it was run');");
  writeFileSync(join(folder, 'dial.plugin.json'), JSON.stringify(declaration));
  write('{ "plugins": { "dial": { "use": "./dial.mjs", "config": { "volume": 12, "vloume": 3 } } } }');
  expect(await terminal.run('config', 'check')).toBe(EXIT.config);
  expect(terminal.errorText).toContain(
    'json:1:69 plugins.dial.config.volume: expected a number to 11, got 12',
  );
  expect(terminal.errorText).toContain('did you mean "volume"?');
  const editor = new FakeIo(folder);
  await editor.run('config', 'schema');
  expect(editor.text).toContain('Louder.');
});

test('check tells what is wrong with a declaration', async () => {
  writeFileSync(join(folder, 'dial.mjs'), '');
  writeFileSync(join(folder, 'dial.plugin.json'), '{ "input": { "config": 3 } }');
  write('{ "plugins": { "dial": { "use": "./dial.mjs" } } }');
  expect(await terminal.run('config', 'check')).toBe(EXIT.ok);
  expect(terminal.errorText).toContain('what it declares at "input.config" makes no sense: ');
});

test('print shows the whole configuration without its secrets', async () => {
  write(
    '{ "plugins": { "lamp": { "use": "smart-bulb", "enabled": false, "config": { "driver": "mqtt", "url": "mqtt://b", "format": "json", "topic": "t", "password": "hunter22" } } } }',
  );
  expect(await terminal.run('config', 'print')).toBe(EXIT.ok);
  const printed = JSON.parse(terminal.text);
  expect(printed.bridge.http.port).toBe(22100);
  expect(printed.plugins.lamp.config).toMatchObject({ topic: 't', password: '********', palette: 'classic' });
});

test('schema --write helps editors with every built-in plugin', async () => {
  expect(await terminal.run('config', 'schema', '--write')).toBe(EXIT.ok);
  const schema = JSON.parse(readFileSync(join(folder, 'plugins.schema.json'), 'utf8'));
  const uses = schema.properties.plugins.additionalProperties.allOf.map(
    ({ if: { properties } }: Rule) => properties.use.const,
  );
  expect(uses).toEqual(expect.arrayContaining(['audio', 'midi', 'osc', 'websocket', 'smart-bulb']));
});

test('schema describes a plugin of your own that the configuration names, faults or not', async () => {
  const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;
  const own = `import { z } from '${zod}'; export const input = { config: z.strictObject({ volume: z.number().default(1) }) };`;
  writeFileSync(join(folder, 'own.mjs'), own);
  for (const whole of [
    '"use": "./own.mjs" } } }',
    '"use": "./own.mjs" } }, "sesion": 1 }',
    '"use": "./own.mjs"',
  ]) {
    write(`{ "plugins": { "mine": { ${whole}`);
    const editor = new FakeIo(folder);
    expect(await editor.run('config', 'schema')).toBe(EXIT.ok);
    const { allOf } = JSON.parse(editor.text).properties.plugins.additionalProperties;
    expect(allOf.map((rule: Rule) => rule.if.properties.use.const)).toContain('./own.mjs');
  }
});

test('the schema that comes with the package is the plugins’ own', async () => {
  await terminal.run('config', 'schema');
  const shipped = readFileSync(resolve(import.meta.dirname, '../../plugins.schema.json'), 'utf8');
  expect(JSON.parse(shipped)).toEqual(JSON.parse(terminal.text));
});

test('the configuration that comes with the package is in order', async () => {
  const root = new FakeIo(resolve(import.meta.dirname, '../..'));
  expect(await root.run('config', 'check')).toBe(EXIT.ok);
  expect(root.errorText).toBe('');
  expect(root.text).toBe('plugins.config.json is in order. Plugins that run: guitar, pickup, daw, overlay.');
});
