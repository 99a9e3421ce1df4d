import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loaderPage } from '../../web/dashboard/overlays/loader-page.js';
import { hasNoBrowser } from '../support/chromium.js';
import { ownFolder } from '../support/database.js';
import { ownBridge } from '../support/own-bridge.js';
import { ownBrowser } from '../support/own-browser.js';

/** A port that nobody listens on: taken, and given back. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe.skipIf(hasNoBrowser)('a streamer who starts OBS before the bridge', () => {
  test('sees the overlay as soon as the bridge is there', async () => {
    const port = await freePort();
    const overlay = `http://127.0.0.1:${port}/overlay/timer`;
    const file = join(ownFolder(), 'fretcoach-timer.html');
    writeFileSync(file, loaderPage(overlay));
    const page = await (await ownBrowser()).newPage();
    const refused = page.waitForEvent('requestfailed');
    await page.goto(`file://${file}`);
    expect((await refused).url()).toBe(`http://127.0.0.1:${port}/healthz`);
    expect(page.url()).toBe(`file://${file}`);
    await ownBridge({ plugins: { overlay: { use: 'websocket' } }, port });
    await page.waitForURL(overlay);
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    await page.getByText('Warming up').waitFor();
  });
});
