import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { FeedbackDispatcher } from '../../../src/core/feedback/index.js';
import type { InstanceSpec } from '../../../src/core/host/instance.js';
import { PluginHost } from '../../../src/core/host/plugin-host.js';
import { PluginLoader } from '../../../src/core/host/plugin-loader.js';
import type { PluginModule } from '../../../src/core/host/plugin-module.js';
import { defineInput, defineOutput } from '../../../src/core/plugin/index.js';
import { oneOfEach } from '../../../src/core/plugin/testing/feedback-samples.js';
import { FakeClock } from '../../support/fake-clock.js';
import { surroundingsWith } from '../../support/surroundings.js';

let said: string[];
let host: PluginHost;
let dispatcher: FeedbackDispatcher;

const config = z.strictObject({ volume: z.number().default(1) });
const input = defineInput({
  name: 'whistle',
  config,
  create: ({ id, config: { volume } }) => ({
    start: () => void said.push(`${id} starts at ${volume}`),
    stop: () => void said.push(`${id} stops`),
  }),
});
const output = defineOutput({
  name: 'echo',
  config,
  topics: ['session'],
  nearby: async () => [{ name: 'Valley', config: { volume: 2 } }],
  create: ({ id }) => ({
    start: () => void said.push(`${id} starts`),
    stop: () => void said.push(`${id} stops`),
    deliver: ({ topic }) => void said.push(`${id} hears ${topic}`),
  }),
});
/** Listens always, and answers only those who are named. */
const both = {
  input: { ...input, name: 'both' },
  output: { ...output, name: 'both', isNeeded: ({ volume }: { volume: number }) => volume > 1 },
};
/** Takes other settings while it plays, but no silence. */
const flexible = defineInput({
  name: 'flute',
  config,
  create: ({ id, config: { volume: first } }) => ({
    start: () => void said.push(`${id} starts at ${first}`),
    stop: () => void said.push(`${id} stops`),
    reconfigure: ({ volume }) => {
      if (volume === 0) throw new Error('a flute is never silent');
      said.push(`${id} turns to ${volume}`);
    },
  }),
});
const module = (offered: object) => async () => offered as PluginModule;

const spec = (id: string, use: string, rest: Partial<InstanceSpec> = {}): InstanceSpec => ({
  id,
  use,
  enabled: true,
  required: false,
  config: {},
  ...rest,
});
const SPECS = [spec('mic', 'whistle'), spec('wall', 'echo'), spec('gone', 'no-such-plugin')];

beforeEach(async () => {
  said = [];
  dispatcher = new FeedbackDispatcher();
  const loader = new PluginLoader(
    {
      whistle: module({ input }),
      echo: module({ output }),
      both: module(both),
      flute: module({ input: flexible }),
    },
    '/nowhere',
  );
  host = new PluginHost(loader, dispatcher, surroundingsWith(new FakeClock()));
  await host.load(SPECS, { accept: () => {}, silence: (source) => void said.push(`${source} falls silent`) });
  await host.startOutputs();
  await host.startInputs();
  said.length = 0;
});

const states = () => Object.fromEntries(host.statuses().map(({ id, state }) => [id, state]));
const session = oneOfEach.find(({ topic }) => topic === 'session');

test('what did not change is not disturbed', async () => {
  await host.follow(structuredClone(SPECS));
  expect(said).toEqual([]);
  expect(states()).toEqual({ mic: 'running', wall: 'running', gone: 'failed' });
});

test('a changed input starts again with its new settings, and what it left sounding is over', async () => {
  const changes = await host.follow([spec('mic', 'whistle', { config: { volume: 3 } }), ...SPECS.slice(1)]);
  expect(changes).toEqual({ added: [], removed: [], changed: ['mic'] });
  expect(said).toEqual(['mic stops', 'mic falls silent', 'mic starts at 3']);
});

test('one that can take its settings while it plays plays on, and keeps them through a restart', async () => {
  const at = (volume: unknown) => [...SPECS, spec('solo', 'flute', { config: { volume } })];
  await host.follow(at(1));
  await host.follow(at(2));
  await host.restart('solo');
  expect(said).toEqual([
    'solo starts at 1',
    'solo turns to 2',
    'solo stops',
    'solo falls silent',
    'solo starts at 2',
  ]);
  said.length = 0;
  await host.follow(at(0));
  expect(said).toEqual(['solo stops', 'solo falls silent', 'solo starts at 0']);
  await host.follow(at('loud'));
  expect(states()).toMatchObject({ solo: 'needs-config' });
});

test('a new instance joins in, a removed one hears nothing any more', async () => {
  await host.follow([spec('mic', 'whistle'), spec('hall', 'echo')]);
  expect(said).toEqual(['wall stops', 'hall starts']);
  expect(states()).toEqual({ mic: 'running', hall: 'running' });
  if (session) dispatcher.dispatch(session);
  expect(said.at(-1)).toBe('hall hears session');
  expect(said.filter((line) => line.includes('hears'))).toHaveLength(1);
});

test('an instance can be switched off and on', async () => {
  const off = [spec('mic', 'whistle', { enabled: false }), ...SPECS.slice(1)];
  await host.follow(off);
  expect(states()).toMatchObject({ mic: 'stopped' });
  expect(host.inputIds).toEqual([]);
  await host.follow(SPECS);
  expect(states()).toMatchObject({ mic: 'running' });
  expect(host.statuses().filter(({ id }) => id === 'mic')).toHaveLength(1);
});

test('a new instance that does not start is a status, even a required one: the music goes on', async () => {
  await host.follow([...SPECS, spec('must', 'nowhere-to-be-found', { required: true })]);
  expect(states()).toMatchObject({ mic: 'running', must: 'failed' });
});

test('reloads that come at once are followed one after the other', async () => {
  await Promise.all([host.follow([]), host.follow(SPECS), host.follow([])]);
  expect(states()).toEqual({});
  expect(said.filter((line) => line.startsWith('mic'))).toEqual([
    'mic stops',
    'mic falls silent',
    'mic starts at 1',
    'mic stops',
    'mic falls silent',
  ]);
});

test('once it stops nothing starts any more, whoever still asks', async () => {
  const following = host.follow([...SPECS, spec('solo', 'whistle')]);
  const restarting = host.restart('mic');
  await host.stopInputs();
  await host.stopOutputs();
  await Promise.all([
    following,
    restarting,
    host.follow([spec('mic', 'whistle', { config: { volume: 2 } })]),
  ]);
  await host.restart('mic');
  expect(said.filter((line) => line.includes('starts'))).toEqual([]);
  expect(Object.values(states()).filter((state) => state === 'running')).toEqual([]);
});

test('looks around for an instance that can, and says why where nobody does', async () => {
  expect(await host.nearby('wall')).toEqual({
    found: [{ name: 'Valley', config: { volume: 2 } }],
    reason: null,
  });
  expect(await host.nearby('mic')).toMatchObject({ found: [], reason: expect.stringMatching(/look around/) });
  await expect(host.nearby('nobody')).rejects.toThrow('There is no running plugin "nobody".');
});

test('a role that its settings leave nothing to do is left out, until they do', async () => {
  const rolesOf = () => host.statuses().find(({ id }) => id === 'both')?.roles;
  await host.follow([...SPECS, spec('both', 'both')]);
  expect(rolesOf()).toEqual(['input']);
  await host.follow([...SPECS, spec('both', 'both', { config: { volume: 2 } })]);
  expect(rolesOf()).toEqual(['input', 'output']);
  await host.follow([...SPECS, spec('both', 'both', { config: { volume: 'loud' } })]);
  expect(states()).toMatchObject({ both: 'needs-config' });
});
