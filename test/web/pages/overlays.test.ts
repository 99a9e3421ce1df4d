import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WIDGETS } from '../../../web/overlay/options.js';
import { complaintsOf, launch, noBrowser, PAGES } from '../support/browser.js';
import { FakeBridge } from '../support/fake-bridge.js';
import { metrics, note, pitch, session } from '../support/notes.js';

describe.skipIf(noBrowser)('overlays in a browser', () => {
  let browser: Browser;
  let bridge: FakeBridge;

  beforeAll(async () => {
    browser = await launch();
    bridge = new FakeBridge(PAGES);
    await bridge.start();
  });
  afterAll(async () => {
    await bridge?.stop();
    await browser?.close();
  });

  async function open(path: string, size = { width: 800, height: 600 }): Promise<Page> {
    const page = await browser.newPage({ viewport: size });
    await page.goto(bridge.url + path);
    return page;
  }

  function play(): void {
    const own = { session_id: '0193-session' };
    bridge.tell('session', { ...own, state: 'started', session: session(), result: null });
    bridge.tell('note', note({ ...own, midi: 63, name: 'Eb', octave: 4, cents: -6 }));
    bridge.tell('pitch', pitch({ ...own, midi: 63, cents: -6 }));
    bridge.tell('metrics', metrics());
  }

  /** The neck of the demo as it is strung without a wish. */
  async function standardNeck(): Promise<string> {
    const page = await open('/overlay/fretboard?demo=still');
    const neck = await page.locator('.board').innerHTML();
    await page.close();
    return neck;
  }

  test('the note that is played is the note that is shown', async () => {
    const page = await open('/overlay/note');
    await expect.poll(() => bridge.clients).toBe(1);
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.getByText('−6').waitFor();
    bridge.tell('note', note({ id: 'guitar:2', midi: 57, name: 'A', octave: 3 }));
    bridge.tell('pitch', pitch({ midi: 57, cents: 2 }));
    await page.getByRole('img', { name: 'A 3' }).waitFor();
    await page.close();
  });

  test('a page that was opened in the middle of a session knows how things stand', async () => {
    play();
    const page = await open('/overlay/compose', { width: 1920, height: 1080 });
    await page.getByText('A minor pentatonic').waitFor();
    await expect
      .poll(() => page.getByRole('meter', { name: 'Timing' }).getAttribute('aria-valuetext'))
      .toBe('63');
    expect(await page.getByText('best 23').count()).toBe(1);
    await page.close();
  });

  test('bar and beat are there while a transport tells of them', async () => {
    const page = await open('/overlay/transport');
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    expect(await page.locator('.transport').count()).toBe(0);
    bridge.tell('transport', { session_id: null, is_playing: true, tempo: 96.2, bar: 12, beat: 3.5 });
    await page.locator('.transport').waitFor();
    expect(await page.locator('.transport').innerText()).toMatch(/Bar 12\s+Beat 3\s+96 bpm/);
    bridge.tell('transport', { session_id: null, is_playing: false, tempo: 96.2, bar: 12, beat: 3.5 });
    await page.getByText('stopped').waitFor();
    await page.close();
  });

  test('own colours, another A and another tuning come from the address', async () => {
    const page = await open('/overlay/tuner?palette=0000ff,ffffff&a4=442');
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    bridge.tell('pitch', pitch({ hz: 220, midi: 57, cents: 0 }));
    const strip = page.getByRole('meter', { name: 'Tuner' });
    await expect.poll(() => strip.getAttribute('aria-valuetext')).toBe('8 cents flat, in tune');
    const worst = `getComputedStyle(document.documentElement).getPropertyValue('--q0').trim()`;
    expect(await page.evaluate(worst)).toBe('#0000ff');
    await page.goto(`${bridge.url}/overlay/fretboard?tuning=drop+d&demo=still`);
    await page.locator('.board').waitFor();
    await expect.poll(() => page.locator('.board').innerHTML()).not.toBe(await standardNeck());
    await page.close();
  });

  test('a page that was opened before the bridge waits for it, invisible', async () => {
    bridge.isAway = true;
    const page = await open('/overlay/note');
    const stage = page.locator('.stage');
    expect(await stage.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
    bridge.isAway = false;
    await expect.poll(() => stage.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.close();
  });

  test('after the bridge went away, the overlay says so and comes back by itself', async () => {
    const { port } = bridge;
    play();
    const page = await open('/overlay/note');
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    await bridge.stop();
    await page.locator('.stage.lost').waitFor();
    await page.getByText(/Last heard \d+ s ago/).waitFor();
    await bridge.start(port);
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.close();
  });

  test('a bridge that hangs is stale after three seconds', async () => {
    play();
    const page = await open('/overlay/note');
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    bridge.isMute = true;
    await page.locator('.stage.stale').waitFor();
    bridge.isMute = false;
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    await page.close();
  });

  test.each([...WIDGETS, 'compose'])(
    '%s is transparent, without scrollbars and without complaints',
    async (widget) => {
      const page = await browser.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${bridge.url}/overlay/${widget}?demo=still`);
      await page.locator('.stage.live').waitFor({ state: 'attached' });
      for (const [width, height] of [
        [800, 600],
        [1920, 1080],
      ] as const) {
        await page.setViewportSize({ width, height });
        const facts = await page.evaluate(`({
        background: getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor,
        scrolls: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
      })`);
        expect(facts).toEqual({ background: 'rgba(0, 0, 0, 0)rgba(0, 0, 0, 0)', scrolls: false });
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('nothing moves out of its place while it plays', async () => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.addInitScript(`window.shifts = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value; })
        .observe({ type: 'layout-shift', buffered: true });`);
    await page.goto(`${bridge.url}/overlay/compose?demo=1`);
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    const first = await page.locator('.streak b').boundingBox();
    await page.waitForFunction(`document.querySelectorAll('.ribbon .slot').length > 0`);
    await page.locator('.bignote .note').evaluate(
      (element) =>
        new Promise((resolve) => {
          // Until the letter has changed twice.
          let changes = 0;
          new MutationObserver(() => ++changes >= 2 && resolve(null)).observe(
            element.parentElement as Element,
            {
              subtree: true,
              childList: true,
              characterData: true,
            },
          );
        }),
    );
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.01);
    expect((await page.locator('.streak').boundingBox())?.width).toBeGreaterThan(first?.width ?? 0);
    await page.close();
  });

  test('nothing is drawn while OBS hides the source', async () => {
    play();
    const page = await open('/overlay/note');
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.evaluate(
      `dispatchEvent(new CustomEvent('obsSourceVisibleChanged', { detail: { visible: false } }))`,
    );
    bridge.tell('pitch', pitch({ midi: 57, cents: 2 }));
    bridge.tell('note', note({ id: 'guitar:3', midi: 57, name: 'A', octave: 3 }));
    await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
    expect(await page.getByRole('img', { name: 'E flat 4' }).count()).toBe(1);
    await page.evaluate(
      `dispatchEvent(new CustomEvent('obsSourceVisibleChanged', { detail: { visible: true } }))`,
    );
    await page.getByRole('img', { name: 'A 3' }).waitFor();
    await page.close();
  });
});
