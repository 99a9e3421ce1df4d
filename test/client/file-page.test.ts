import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TokenStore } from '../../src/core/server/index.js';
import { noteFeedback } from '../support/feedback-samples.js';
import { startOverlayBridge } from '../support/overlay-bridge.js';
import { hasNoBrowser, ownBrowser } from '../support/own-browser.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** The page of the README in a folder of its own, with the library beside it. */
async function readmePage(address: string): Promise<{ page: string; library: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const output = { outDir: folder, emptyOutDir: false };
  await build({ configFile: join(ROOT, 'web/client.config.ts'), logLevel: 'warn', build: output });
  const readme = readFileSync(join(ROOT, 'src/client/README.md'), 'utf8');
  const [, html = ''] = /```html\n([\s\S]+?)```/.exec(readme) ?? [];
  const page = html
    .replace('node_modules/fretcoach/dist/client/', '')
    .replace("client: 'my-overlay/1.0'", `client: 'my-overlay/1.0', url: '${address}'`);
  writeFileSync(join(folder, 'overlay.html'), page);
  return { page: join(folder, 'overlay.html'), library: join(folder, 'standalone.js') };
}

describe.skipIf(hasNoBrowser)('the example of the README', () => {
  test('shows the note from a file, with a token behind the # and its origin on the list', async () => {
    const bridge = await startOverlayBridge({ server: { allowedOrigins: ['null'] } });
    const token = new TokenStore(join(bridge.folder, 'tokens.json')).add('overlay', ['feedback'], new Date());
    const { page: file, library } = await readmePage(`ws://127.0.0.1:${bridge.port}/ws`);
    const page = await (await ownBrowser()).newPage();
    await page.goto(`file://${file}#token=${token}`);
    await page.getByText('live').waitFor();
    bridge.overlay.deliver(noteFeedback());
    await page.getByText('A2 -6 cents').waitFor();
    expect(gzipSync(readFileSync(library)).length).toBeLessThan(5_000);
  });

  test('stays outside without a token', async () => {
    const bridge = await startOverlayBridge({ server: { allowedOrigins: ['null'] } });
    const { page: file } = await readmePage(`ws://127.0.0.1:${bridge.port}/ws`);
    const page = await (await ownBrowser()).newPage();
    await page.goto(`file://${file}`);
    await page.getByText('closed').waitFor();
  });
});
