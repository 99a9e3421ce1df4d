import { describe, expect, test } from 'vitest';
import { hasNoBrowser } from '../support/chromium.js';
import { type Json, ownBridge } from '../support/own-bridge.js';
import { ownBrowser } from '../support/own-browser.js';

/** Runs in the page: the browser's MIDI, with a device that the test plugs, plays and unplugs. */
function plugFakeMidi(): void {
  const input = {
    name: 'Jamstik',
    state: 'connected',
    onmidimessage: null as null | ((event: object) => void),
  };
  const access = Object.assign(new EventTarget(), { inputs: new Map([['1', input]]) });
  const page = globalThis as unknown as { navigator: object };
  Object.assign(page.navigator, { requestMIDIAccess: () => Promise.resolve(access) });
  Object.assign(page, {
    playMidi: (...data: number[]) =>
      input.onmidimessage?.({ data: Uint8Array.from(data), timeStamp: performance.now() }),
    unplugMidi: () => {
      input.state = 'disconnected';
      access.dispatchEvent(new Event('statechange'));
    },
  });
}

const play = (...data: number[]) => `window.playMidi(${data.join(',')})`;

describe.skipIf(hasNoBrowser)('a guitarist whose pickup only the browser sees', () => {
  test('chooses it on the dashboard, plays, and pulls the plug', async () => {
    const own = await ownBridge({
      plugins: {
        pickup: { use: 'midi', config: { source: 'web', preset: 'jamstik' } },
        overlay: { use: 'websocket' },
      },
    });
    const listener = await own.listen(['note', 'plugins']);
    const page = await (await ownBrowser()).newPage();
    await page.addInitScript(plugFakeMidi);
    await page.goto(`${own.url}/#/plugins`);
    await page.getByRole('button', { name: 'Use this browser’s MIDI' }).click();
    await page.getByText('Listening to Jamstik.').first().waitFor();
    await page.evaluate(play(0x91, 60, 90));
    const [onset] = await listener.until('note', (notes: readonly Json[]) => notes.length > 0);
    expect(onset).toMatchObject({ phase: 'onset', midi: 60, string: 2, fret: 1 });
    await page.evaluate('window.unplugMidi()');
    await listener.until('note', (notes) => notes.some(({ phase }: Json) => phase === 'released'));
    await listener.until('plugins', (lists) => JSON.stringify(lists.at(-1)).includes('needs-device'));
    await page.getByText('Plug the pickup in; the page notices by itself.').first().waitFor();
  });
});
