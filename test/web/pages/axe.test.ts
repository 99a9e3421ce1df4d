import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WIDGETS } from '../../../web/overlay/options.js';
import { axeFindings, launch, noBrowser, PAGES } from '../support/browser.js';
import { FakeBridge } from '../support/fake-bridge.js';
import { answerSaved } from '../support/saved-session.js';

const LOOKS = ['dark', 'light'].flatMap((theme) =>
  ['classic', 'blue-orange'].map((palette) => ({ theme, palette })),
);
/** Each with what shows that it is complete. */
const ROOMS = [
  ['#/welcome', 'Let us hear your guitar.'],
  ['#/practise', 'or just play'],
  ['?demo=still#/practise', 'Your G rings 22 cents flat.'],
  ['?demo=still#/tuner', 'in tune'],
  ['#/history', 'Note by note'],
  ['#/progress', 'Personal bests'],
  ['?demo=still#/plugins', 'desk-lamp'],
  ['?demo=still#/overlays', 'Copy the address'],
  ['#/connection', 'Connected. FretCoach 0.1.0, Node v20.'],
] as const;

/** As the pages do it: the theme and the palette are classes of the root. */
async function wear(page: Page, { theme, palette }: { theme: string; palette: string }): Promise<void> {
  await page.evaluate(`document.documentElement.classList.toggle('light', ${theme === 'light'});
    document.documentElement.classList.toggle('classic', ${palette === 'classic'});
    document.documentElement.classList.toggle('blue-orange', ${palette === 'blue-orange'});`);
}

describe.skipIf(noBrowser)('axe finds nothing', () => {
  let browser: Browser;
  let bridge: FakeBridge;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    bridge = new FakeBridge(PAGES);
    await bridge.start();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.emulateMedia({ reducedMotion: 'reduce' }); // A colour on its way is nobody's.
    answerSaved(bridge);
    bridge.answers.set('GET /healthz', () => ({ body: 'ok' }));
    bridge.answers.set('GET /version', () => ({ body: { version: '0.1.0', node: 'v20' } }));
  });
  afterAll(async () => {
    await browser?.close();
    await bridge?.stop();
  });

  async function findings(): Promise<string[]> {
    const found: string[] = [];
    for (const looks of LOOKS) {
      await wear(page, looks);
      const lines = await axeFindings(page);
      found.push(...lines.map((line) => `${looks.theme}, ${looks.palette}: ${line}`));
    }
    return found;
  }

  test.each(ROOMS)('on the page %s, dark and light, in both palettes', async (address, sign) => {
    await page.goto('about:blank');
    await page.goto(`${bridge.url}/${address}`);
    await page.getByText(sign).first().waitFor();
    expect(await findings()).toEqual([]);
  });

  test.each([...WIDGETS, 'compose'])(
    'in the overlay %s, dark and light, in both palettes',
    async (widget) => {
      await page.goto(`${bridge.url}/overlay/${widget}?demo=still`);
      await page.locator('.stage.live .w').first().waitFor();
      expect(await findings()).toEqual([]);
    },
  );
});
