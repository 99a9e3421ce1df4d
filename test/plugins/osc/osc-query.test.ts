import { afterEach, expect, test } from 'vitest';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { input } from '../../../src/plugins/osc/osc-input.js';
import type { QueryNode } from '../../../src/plugins/osc/osc-query.js';
import { RecordingContext } from '../../support/recording-context.js';

const undos: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0)) await undo();
});

async function described(config: object = {}) {
  const context = new RecordingContext(oscConfig.parse({ port: 0, oscquery_port: 0, ...config }));
  const plugin = input.create(context);
  undos.push(() => plugin.stop());
  await plugin.start();
  const ask = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${context.facts.oscquery_port}${path}`, init);
  return { context, ask };
}

test('the host says where OSC goes', async () => {
  const { context, ask } = await described();
  expect(await (await ask('/?HOST_INFO')).json()).toMatchObject({
    NAME: 'FretCoach test',
    OSC_IP: '127.0.0.1',
    OSC_PORT: context.facts.port,
    OSC_TRANSPORT: 'UDP',
  });
});

test('an address says what it takes, and in which range', async () => {
  const { ask } = await described();
  expect(await (await ask('/fretcoach/note/6')).json()).toEqual({
    FULL_PATH: '/fretcoach/note/6',
    ACCESS: 2,
    DESCRIPTION: 'note',
    TYPE: 'fi',
    RANGE: [
      { MIN: 0, MAX: 127 },
      { MIN: 0, MAX: 127 },
    ],
  });
  expect(await (await ask('/fretcoach/pitch?TYPE')).json()).toEqual({ TYPE: 'fff' });
});

test('the tree holds every rule, your own too', async () => {
  const { ask } = await described({ rules: [{ address: '/synth/pitch', as: 'pitch', args: ['hz'] }] });
  const tree = (await (await ask('/')).json()) as QueryNode;
  expect(Object.keys(tree.CONTENTS ?? {}).sort()).toEqual(['fretcoach', 'synth']);
  expect(Object.keys(tree.CONTENTS?.fretcoach?.CONTENTS ?? {})).toContain('ping');
  expect(tree.CONTENTS?.fretcoach?.CONTENTS?.pitch?.CONTENTS?.midi?.TYPE).toBe('ff');
});

test.each<[string, RequestInit, number]>([
  ['/nobody', {}, 404],
  ['/__proto__', {}, 404],
  ['/fretcoach?TYPE', {}, 204],
  ['/fretcoach?COLOUR', {}, 400],
  ['/', { method: 'POST' }, 405],
])('%s with %j is answered with %d', async (path, init, status) => {
  const { ask } = await described();
  expect((await ask(path, init)).status).toBe(status);
});

test('machines that may not send may not ask either', async () => {
  const { ask } = await described({ allow: ['10.0.0.1'] });
  expect((await ask('/')).status).toBe(403);
});

test('nothing of it runs unless it is wanted', async () => {
  const { context } = await described({ oscquery_port: null });
  expect(context.facts).not.toHaveProperty('oscquery_port');
});
