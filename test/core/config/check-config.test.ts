import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ConfigFault, checkConfig, defaultBridgeConfig } from '../../../src/core/config/index.js';
import { ConfigError } from '../../../src/core/errors.js';
import type { ConfigSchema } from '../../../src/core/plugin/index.js';

const lamp = z.discriminatedUnion('driver', [
  z.strictObject({
    driver: z.literal('wiz'),
    host: z.string().min(1),
    port: z.int().min(1).max(65535).default(38899),
  }),
  z.strictObject({ driver: z.literal('mqtt'), url: z.url(), password: z.string().min(4).optional() }),
]);
const audio = z.strictObject({
  source: z.string().default('auto'),
  channel: z.union([z.int().min(1), z.literal('mix')]).optional(),
});
const handwritten: ConfigSchema<unknown> = {
  parse: (raw) => {
    if (Object.keys(raw as object).length === 0) throw new Error('say which pedal it is');
    return raw;
  },
};
const schemas: Record<string, ConfigSchema<unknown>> = { 'smart-bulb': lamp, audio, pedal: handwritten };
const plugins = { names: Object.keys(schemas), schemaFor: (use: string) => schemas[use] ?? null };

const check = (text: string, env: Record<string, string> = {}, files: Record<string, string> = {}) =>
  checkConfig(text, 'my.json', plugins, {
    env,
    readFile: (path) => {
      const content = files[path];
      if (content === undefined) throw new Error('ENOENT');
      return content;
    },
  });

/** The lines below the headline, without the indent. */
async function faultsOf(text: string, env: Record<string, string> = {}): Promise<string[]> {
  const error = await check(text, env).catch((refusal: unknown) => refusal);
  if (!(error instanceof ConfigError)) throw new Error('it was accepted');
  return error.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}

const withLamp = (config: string, rest = '') =>
  `{"plugins": {"lamp": {"use": "smart-bulb", ${rest}"config": ${config}}}}`;
const lampOf = async (text: string, env = {}, files = {}) =>
  (await check(text, env, files)).config.plugins[0]?.config;

test('an empty file runs the defaults: every input that needs no settings, and the overlays', async () => {
  const { config } = await check('// nothing yet\n');
  expect(config).toEqual(defaultBridgeConfig());
  expect(config.http).toEqual({ host: '127.0.0.1', port: 22100, allowedHosts: [], allowedOrigins: [] });
  expect(config.plugins.map(({ use }) => use)).toEqual(['audio', 'midi', 'osc', 'websocket']);
  expect(config.session.autoStopAfter).toBe(600_000);
});

test('comments and trailing commas are welcome', async () => {
  const { config } = await check(
    '{ /* mine */ "session": { "strictness": 0.9, }, // done\n "plugins": {}, }',
  );
  expect(config.session.strictness).toBe(0.9);
  expect(config.plugins).toEqual([]);
});

test('a file that breaks off is one fault, however many brackets are open', async () => {
  expect(await faultsOf('{ "plugins": { "mic": { "use": "audio"')).toEqual([
    expect.stringMatching(/^my\.json:1:\d+ expected \}$/),
  ]);
});

test('every fault is told at once, where it stands and with what was meant', async () => {
  const text = [
    '{',
    '  "bridge": { "http": { "prot": 1, "port": 70000 } },',
    '  "session": { "stricness": 0.5, "sensitivity": 2, "a4": "440" },',
    '  "plugins": {',
    '    "Big Lamp": { "use": "smart-bulb" },',
    '    "lamp": { "use": "smart-bulb", "config": { "driver": "wizz" } },',
    '    "desk": { "use": "smart-bulb", "config": { "driver": "wiz", "hots": "10.0.0.7" } },',
    '    "mic": { "use": "audoi" },',
    '    "line": { "use": "audio", "config": { "channel": 0 } },',
    '    "stomp": { "use": "pedal" },',
    '    "none": { "config": {} }',
    '  }',
    '}',
  ].join('\n');
  expect(await faultsOf(text)).toEqual(
    [
      'my.json:2:25 bridge.http.prot: unknown setting "prot"; did you mean "port"?',
      'my.json:2:44 bridge.http.port: expected a whole number from 0 to 65535, got 70000',
      'my.json:3:16 session.stricness: unknown setting "stricness"; did you mean "strictness"?',
      'my.json:3:49 session.sensitivity: expected a number from 0 to 1, got 2',
      'my.json:3:58 session.a4: expected a number from 400 to 480, got "440"',
    ].concat([
      'my.json:5:5 plugins.Big Lamp: expected lower-case letters, digits, - and _, at most 63 of them',
      'my.json:5:5 plugins.Big Lamp.config.driver: "driver" is missing: expected "wiz" or "mqtt"',
      'my.json:6:58 plugins.lamp.config.driver: expected "wiz" or "mqtt", got "wizz"; did you mean "wiz"?',
      'my.json:7:36 plugins.desk.config.host: "host" is missing: expected a text that is not empty',
      'my.json:7:65 plugins.desk.config.hots: unknown setting "hots"; did you mean "host"?',
      'my.json:8:21 plugins.mic.use: there is no plugin "audoi"; did you mean "audio"?',
      'my.json:9:54 plugins.line.config.channel: expected a whole number from 1 or "mix", got 0',
      'my.json:10:5 plugins.stomp.config: say which pedal it is',
      'my.json:11:5 plugins.none.use: "use" is missing: expected a text of 1 to 255 characters',
    ]),
  );
});

test('faults carry pointer, line and column for programs', async () => {
  const error = await check('{\r\n "session": { "a4": 1 } }').catch((refusal: ConfigError) => refusal);
  const fault = (error as ConfigError).faults[0] as ConfigFault;
  expect(fault).toMatchObject({ pointer: '/session/a4', line: 2, column: 21 });
});

test.each([
  ['{ "session": ', 'my.json:1:14 expected a value'],
  ['{ "session" {} }', 'my.json:1:13 expected a colon'],
  ['{ "session": { "a4": 440 "strictness": 1 } }', 'my.json:1:26 expected a comma'],
  ['{ "session": {}, "session": {} }', 'my.json:1:18 session: this key is given twice'],
  ['{} 1', 'my.json:1:4 expected nothing more after the end'],
  ['[]', 'my.json:1:1 expected an object { … }, got a list'],
  ['{ "__proto__": { "polluted": true } }', 'my.json:1:3 __proto__: this key is not allowed'],
  [
    '{ "plugins": { "__proto__": { "use": "audio" } } }',
    'my.json:1:16 plugins.__proto__: this key is not allowed',
  ],
])('%s is refused where it breaks', async (text, first) => {
  expect((await faultsOf(text))[0]).toBe(first);
});

test('a byte order mark does no harm', async () => {
  expect((await check('\uFEFF{ "plugins": {} }')).config.plugins).toEqual([]);
});

test('an address other machines can reach asks for a token and an agreed name', async () => {
  expect(await faultsOf('{ "bridge": { "http": { "host": "0.0.0.0" } } }')).toEqual([
    'my.json:1:33 bridge.http.host: "0.0.0.0" lets other machines in: that needs bridge.auth.required true and a name in bridge.http.allowed_hosts',
  ]);
  const beside = '{ "bridge": { "http": { "host": "0.0.0.0", "port": -1 } }, "session": { "a4": 1 } }';
  expect(await faultsOf(beside)).toEqual([
    expect.stringContaining('"0.0.0.0" lets other machines in'),
    expect.stringContaining('bridge.http.port'),
    expect.stringContaining('session.a4'),
  ]);
  const guarded =
    '{ "bridge": { "http": { "host": "::", "allowed_hosts": ["studio.lan"] }, "auth": { "required": true } } }';
  expect((await check(guarded)).config.auth.required).toBe(true);
});

test('a scale or a tuning nobody knows is told with what comes near', async () => {
  const faults = await faultsOf('{ "session": { "scale_name": "A Minor Pentatonix", "tuning": "drop Q" } }');
  expect(faults).toHaveLength(2);
  expect(faults[0]).toMatch(/^my\.json:1:30 session\.scale_name: .*A Minor Pentatonic/);
  expect(faults[1]).toMatch(/^my\.json:1:62 session\.tuning: .*drop/i);
});

test('a package that is not installed leaves its instance out and says so', async () => {
  const { config, warnings } = await check(
    '{ "plugins": { "relay": { "use": "fretcoach-plugin-relay", "config": { "x": 1 } } } }',
  );
  expect(config.plugins[0]?.config).toEqual({ x: 1 });
  expect(warnings.map(({ message }) => message)).toEqual([
    'the plugin "fretcoach-plugin-relay" is not installed here, so "relay" will not run',
  ]);
});

describe('references', () => {
  test('are found in one pass, however many have no end', async () => {
    const endless = '${'.repeat(100_000);
    const began = performance.now();
    const { config } = await check(
      JSON.stringify({
        session: { user_id: '${env:ME}' + '$' },
        plugins: { x: { use: 'nowhere', config: { endless } } },
      }),
      { ME: 'me' },
    );
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(config.session.userId).toBe('me$');
    expect(config.plugins[0]?.config).toEqual({ endless });
  });

  test('stand for environment variables, defaults and files', async () => {
    const text = withLamp('{ "driver": "${env:DRIVER:-wiz}", "host": "${env:HOST}.lan" }');
    expect(await lampOf(text, { HOST: 'desk' })).toEqual({ driver: 'wiz', host: 'desk.lan' });
    const secret = withLamp('{ "driver": "mqtt", "url": "mqtt://broker", "password": "${file:secret.txt}" }');
    expect(await lampOf(secret, {}, { 'secret.txt': 'hush hush\n' })).toMatchObject({
      password: 'hush hush',
    });
  });

  test('spell numbers and truth values where those are wanted', async () => {
    const text =
      '{ "bridge": { "http": { "port": "${env:PORT}" } }, "plugins": { "lamp": { "use": "smart-bulb", "enabled": "${env:ON:-false}", "config": { "driver": "wiz", "host": "1234", "port": 1 } } } }';
    const { config } = await check(text, { PORT: '8080' });
    expect(config.http.port).toBe(8080);
    expect(config.plugins[0]).toMatchObject({ enabled: false, config: { host: '1234' } });
    expect(
      await lampOf(withLamp('{ "driver": "wiz", "host": "${env:H}", "port": "${env:P}" }'), {
        H: '99',
        P: '77',
      }),
    ).toEqual({
      driver: 'wiz',
      host: '99',
      port: 77,
    });
  });

  test('that lead nowhere are faults with their own message', async () => {
    const text = withLamp(
      '{ "driver": "wiz", "host": "${env:LAMP_HOST:?set LAMP_HOST or disable the lamp}" }',
    );
    expect(await faultsOf(text)).toEqual([
      'my.json:1:81 plugins.lamp.config.host: set LAMP_HOST or disable the lamp',
    ]);
    expect(
      await faultsOf(
        '{ "session": { "user_id": "${env:NOBODY}", "scale_name": "${env:0}", "tuning": "${file:gone}" } }',
      ),
    ).toEqual([
      'my.json:1:27 session.user_id: the environment variable NOBODY is not set',
      'my.json:1:58 session.scale_name: ${env:0} is no reference; expected one of ${env:NAME}, ${env:NAME:-default}, ${env:NAME:?message}, ${file:path}',
      'my.json:1:80 session.tuning: the file "gone" cannot be read',
    ]);
  });

  test('of a plugin that is switched off stay unread, while its settings are checked', async () => {
    const off = '"enabled": false, ';
    const unset = withLamp(
      '{ "driver": "wiz", "host": "${env:LAMP_HOST:?set it}", "port": "${env:PORT}" }',
      off,
    );
    expect(await lampOf(unset)).toMatchObject({ host: '${env:LAMP_HOST:?set it}' });
    const wrong = withLamp('{ "driver": "wiz", "host": "${env:LAMP_HOST}", "prot": 1 }', off);
    expect(await faultsOf(wrong)).toEqual([
      'my.json:1:119 plugins.lamp.config.prot: unknown setting "prot"; did you mean "port"?',
    ]);
  });

  test('can be written out with a second dollar sign', async () => {
    const { config } = await check('{ "session": { "user_id": "$${env:ME}" } }');
    expect(config.session.userId).toBe('${env:ME}');
  });
});

describe('secrets', () => {
  test('show in no printout', async () => {
    const text =
      '{ "session": { "user_id": "${env:ME}" }, "plugins": { "lamp": { "use": "smart-bulb", "config": { "driver": "mqtt", "url": "mqtt://ann:letmein@broker", "password": "hunter22" } } } }';
    const printed = JSON.stringify((await check(text, { ME: 'private' })).printable);
    expect(printed).toContain('"user_id":"${env:ME}"');
    expect(printed).toContain('mqtt://********@broker');
    expect(printed).not.toMatch(/private|letmein|hunter22/);
  });

  test('show in no complaint', async () => {
    const faults = await faultsOf(
      withLamp('{ "driver": "${env:D}", "url": "${env:U}", "password": "abc" }'),
      { D: 'mqtt', U: 'topsecret' },
    );
    expect(faults.join()).not.toMatch(/topsecret|abc/);
    expect(faults).toEqual([
      'my.json:1:85 plugins.lamp.config.url: expected a text that is a valid uri, got a text that is kept secret',
      'my.json:1:109 plugins.lamp.config.password: expected a text of at least 4 characters, got a text that is kept secret',
    ]);
  });
});
