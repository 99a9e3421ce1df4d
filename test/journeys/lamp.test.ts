import { expect, onTestFinished, test } from 'vitest';
import { FakeWled } from '../plugins/smart-bulb/fake-wled.js';
import { ownBridge } from '../support/own-bridge.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

interface Shown {
  readonly seg: readonly { readonly col: readonly (readonly number[])[] }[];
}

/** Red, green and blue as the lamp has them now. */
const colourOf = (lamp: FakeWled) => (lamp.state as unknown as Shown).seg[0]?.col[0] ?? [];

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('a lamp turns green while a guitarist plays in tune, and is given back afterwards', async () => {
  const lamp = await FakeWled.open();
  onTestFinished(() => lamp.close());
  const found = structuredClone(lamp.state);
  const file = writeRecording(playPhrase(evenly(Array(14).fill([45, 48, 50, 52, 55]).flat(), 0.3)));
  const { post, get } = await ownBridge({
    plugins: {
      guitar: { use: 'audio', config: { source: { file } } },
      lamp: { use: 'smart-bulb', config: { driver: 'wled', host: '127.0.0.1', port: lamp.port } },
    },
  });
  await until(() => {
    const [red = 255, green = 0] = colourOf(lamp);
    return green > red;
  });
  expect(lamp.state).toMatchObject({ on: true });
  await post('/session/stop', {});
  await until(() => JSON.stringify(lamp.state) === JSON.stringify(found));
  const { items } = await get('/plugins');
  expect(items).toContainEqual(expect.objectContaining({ id: 'lamp', state: 'running' }));
});
