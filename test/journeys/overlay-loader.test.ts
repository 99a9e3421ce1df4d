import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loaderPage } from '../../web/dashboard/overlays/loader-page.js';
import { hasNoBrowser } from '../support/chromium.js';
import { ownFolder } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { ownBridge } from '../support/own-bridge.js';
import { ownBrowser } from '../support/own-browser.js';

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
