import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { TokenStore } from '../../src/core/server/index.js';
import { hasNoBrowser } from '../support/chromium.js';
import { noteFeedback } from '../support/feedback-samples.js';
import { startOverlayBridge } from '../support/overlay-bridge.js';
import { ownBrowser } from '../support/own-browser.js';

const ROOT = resolve(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'fretcoach-page-'));

/** The page of the README, with the library beside it. */
function readmePage(address: string): string {
  const readme = readFileSync(join(ROOT, 'src/client/README.md'), 'utf8');
  const [, html = ''] = /```html\n([\s\S]+?)```/.exec(readme) ?? [];
  const page = html
    .replace('node_modules/fretcoach/dist/client/', '')
    .replace("client: 'my-overlay/1.0'", `client: 'my-overlay/1.0', url: '${address}'`);
  writeFileSync(join(folder, 'overlay.html'), page);
  return join(folder, 'overlay.html');
}

/** Another server of this machine that hands out the folder; its origin. */
async function ownSite(): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    const file = join(folder, url);
    if (existsSync(file)) response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(hasNoBrowser)('the example of the README', () => {
  beforeAll(async () => {
    const output = { outDir: folder, emptyOutDir: false };
    await build({ configFile: join(ROOT, 'web/client.config.ts'), logLevel: 'warn', build: output });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('shows the note from a file and from a site, with a token behind the # and its origin on the list', async () => {
    const site = await ownSite();
    const bridge = await startOverlayBridge({ server: { allowedOrigins: ['null', site] } });
    const token = new TokenStore(join(bridge.folder, 'tokens.json')).add('overlay', ['feedback'], new Date());
    const file = readmePage(`ws://127.0.0.1:${bridge.port}/ws`);
    const page = await (await ownBrowser()).newPage();
    await page.goto(`file://${file}#token=${token}`);
    await page.getByText('live').waitFor();
    bridge.overlay.deliver(noteFeedback());
    await page.getByText('A2 -6 cents').waitFor();
    await page.goto(`${site}/overlay.html#token=${token}`);
    await page.getByText('A2 -6 cents').waitFor();
    expect(gzipSync(readFileSync(join(folder, 'standalone.js'))).length).toBeLessThan(5_000);
  });

  test('stays outside without a token', async () => {
    const bridge = await startOverlayBridge({ server: { allowedOrigins: ['null'] } });
    const file = readmePage(`ws://127.0.0.1:${bridge.port}/ws`);
    const page = await (await ownBrowser()).newPage();
    await page.goto(`file://${file}`);
    await page.getByText('closed').waitFor();
  });
});
