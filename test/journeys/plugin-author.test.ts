import { describe, expect, test } from 'vitest';
import type { InputPlugin } from '../../src/core/plugin/input-plugin.js';
import { inputContract } from '../../src/core/plugin/testing/index.js';
import { ownBridge } from '../support/own-bridge.js';

const FOLDER = './test/fixtures/steady-tone/index.js';

describe('a stranger’s plugin', () => {
  test('named by its path in the configuration is heard like any other input', async () => {
    const own = await ownBridge({
      plugins: { tone: { use: FOLDER, config: { frequency: 110 } }, overlay: { use: 'websocket' } },
    });
    const live = () => own.get('/session/metrics');
    await expect.poll(live).toMatchObject({ is_running: true, pitch_accuracy: 1 });
    expect((await own.get('/plugins')).items[0]).toMatchObject({ id: 'tone', state: 'running' });
  });

  test('with a wrong setting says which one', async () => {
    const own = await ownBridge({ plugins: { tone: { use: FOLDER, config: { frequency: -1 } } } });
    expect((await own.get('/plugins')).items[0]).toMatchObject({
      state: 'needs-config',
      message: expect.stringContaining('frequency'),
    });
  });
});

describe('the plugin of the author’s guide keeps the contract', async () => {
  const file = new URL('../fixtures/steady-tone/index.js', import.meta.url).href;
  const { input } = (await import(file)) as { input: InputPlugin<never> };
  for (const { title, run } of inputContract({ plugin: input, config: {} })) test(title, run);
});
