import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { WIDGETS } from '../../../web/overlay/options.js';
import { axeFindings, noBrowser } from '../support/browser.js';
import { answerSaved } from '../support/saved-session.js';
import { theatre } from '../support/theatre.js';

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
  const own = theatre();

  beforeEach(() => {
    const { answers } = own.bridge;
    answerSaved(own.bridge);
    answers.set('GET /healthz', () => ({ body: 'ok' }));
    answers.set('GET /version', () => ({ body: { version: '0.1.0', node: 'v20' } }));
  });

  /** Other looks have other colours and nothing else. */
  async function findings(): Promise<string[]> {
    const found: string[] = [];
    for (const [index, looks] of LOOKS.entries()) {
      await wear(own.page, looks);
      const lines = await axeFindings(own.page, index === 0 ? [] : ['color-contrast']);
      found.push(...lines.map((line) => `${looks.theme}, ${looks.palette}: ${line}`));
    }
    return found;
  }

  test.each(ROOMS)('on the page %s, dark and light, in both palettes', async (address, sign) => {
    const { bridge, page } = own;
    await page.goto(`${bridge.url}/${address}`);
    await page.getByText(sign).first().waitFor();
    expect(await findings()).toEqual([]);
  });

  test.each([...WIDGETS, 'compose'])(
    'in the overlay %s, dark and light, in both palettes',
    async (widget) => {
      const { bridge, page } = own;
      await page.goto(`${bridge.url}/overlay/${widget}?demo=still`);
      await page.locator('.stage.live .w').first().waitFor();
      expect(await findings()).toEqual([]);
    },
  );
});
