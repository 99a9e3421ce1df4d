import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { WIDGETS } from '../../../web/overlay/options.js';
import { hasNoBrowser } from '../../support/chromium.js';
import type { FakeBridge } from '../support/fake-bridge.js';
import { note, pitch } from '../support/notes.js';
import { playOneNote } from '../support/playing.js';
import { theatre } from '../support/theatre.js';

/** How often the newest note of the ribbon changed since this was asked first. */
const NOTES_PLAYED = `(() => {
  window.seen ??= new Set();
  const paths = [...document.querySelectorAll('.ribbon .slot path')];
  return seen.add(paths.map((path) => path.getAttribute('d')).join()).size - 1;
})()`;

/** What moved without being asked, from the beginning of the page on. */
const WATCH_SHIFTS = `shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      shifts.push(value + ': ' + sources.map(({ node }) => node?.outerHTML ?? node?.data));
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Bytes on the wire, as the browser counts them. */
const LOADED = `(() => {
  const files = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type));
  const weigh = (isFont) => files.filter(({ name }) => name.endsWith('woff2') === isFont)
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { code: weigh(false), fonts: weigh(true) };
})()`;

describe.skipIf(hasNoBrowser)('overlays in a browser', () => {
  const own = theatre({ width: 800, height: 600 });
  let bridge: FakeBridge;
  let page: Page;

  beforeEach(() => {
    ({ bridge, page } = own);
  });

  async function open(path: string): Promise<void> {
    await page.goto(bridge.url + path);
    await page.locator('.stage').waitFor({ state: 'attached' });
  }

  /** The bridge has told it how things stand. */
  async function live(path: string): Promise<void> {
    await open(path);
    await page.locator('.stage.live').waitFor({ state: 'attached' });
  }

  const opacity = () => page.locator('.stage').evaluate((element) => getComputedStyle(element).opacity);

  const play = () => playOneNote(bridge);

  test('the note that is played is the note that is shown', async () => {
    await live('/overlay/note');
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.getByText('−6').waitFor();
    bridge.tell('note', note({ id: 'guitar:2', midi: 57, name: 'A', octave: 3 }));
    bridge.tell('pitch', pitch({ midi: 57, cents: 2 }));
    await page.getByRole('img', { name: 'A 3' }).waitFor();
  });

  test('a page that was opened in the middle of a session knows how things stand', async () => {
    play();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await live('/overlay/compose');
    await page.getByText('A minor pentatonic').waitFor();
    await page.getByText('best 23').waitFor();
    const timing = page.getByRole('meter', { name: 'Timing' });
    await expect.poll(() => timing.getAttribute('aria-valuetext')).toBe('63');
  });

  test('bar and beat are there while a transport tells of them', async () => {
    await live('/overlay/transport');
    expect(await page.locator('.transport').count()).toBe(0);
    bridge.tell('transport', { session_id: null, is_playing: true, tempo: 96.2, bar: 12, beat: 3.5 });
    await page.locator('.transport').waitFor();
    expect(await page.locator('.transport').innerText()).toMatch(/Bar 12\s+Beat 3\s+96 bpm/);
    bridge.tell('transport', { session_id: null, is_playing: false, tempo: 96.2, bar: 12, beat: 3.5 });
    await page.getByText('stopped').waitFor();
  });

  test('own colours and another A come from the address', async () => {
    await live('/overlay/tuner?palette=0000ff,ffffff&a4=442');
    bridge.tell('pitch', pitch({ hz: 220, midi: 57, cents: 0 }));
    const strip = page.getByRole('meter', { name: 'Tuner' });
    await expect.poll(() => strip.getAttribute('aria-valuetext')).toBe('8 cents flat, in tune');
    const worst = `getComputedStyle(document.documentElement).getPropertyValue('--q0').trim()`;
    expect(await page.evaluate(worst)).toBe('#0000ff');
  });

  test('what OBS writes into the page wins over every theme and palette', async () => {
    await live('/overlay/streak?theme=light&palette=blue-orange&demo=still');
    await page.addStyleTag({ content: ':root { --q0: #123456 } .w { --ink-2: #654321 }' });
    const variable = (name: string, of: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${of}')).getPropertyValue('${name}')`);
    expect(await variable('--q0', ':root')).toBe('#123456');
    expect(await variable('--ink-2', '.w')).toBe('#654321');
  });

  test('so does another tuning', async () => {
    await live('/overlay/fretboard?demo=still');
    const board = page.locator('.board');
    const standard = await board.innerHTML();
    await live('/overlay/fretboard?demo=still&tuning=drop+d');
    await expect.poll(() => board.innerHTML()).not.toBe(standard);
  });

  test('a page that was opened before the bridge waits for it, invisible', async () => {
    bridge.isAway = true;
    await open('/overlay/note');
    expect(await opacity()).toBe('0');
    bridge.isAway = false;
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    expect(await opacity()).toBe('1');
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
  });

  test('after the bridge went away, the overlay says so and comes back by itself', async () => {
    play();
    await live('/overlay/note');
    await bridge.stop();
    await page.locator('.stage.lost').waitFor({ state: 'attached' });
    await page.getByText(/Last heard \d+ s ago/).waitFor();
    await bridge.start();
    await page.locator('.stage.live').waitFor({ state: 'attached' });
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
  });

  test('a bridge that hangs is stale after two heartbeats', async () => {
    bridge.heartbeatMs = 200;
    play();
    await live('/overlay/note');
    bridge.isMute = true;
    await page.locator('.stage.stale').waitFor();
    bridge.isMute = false;
    await page.locator('.stage.live').waitFor({ state: 'attached' });
  });

  test.each([...WIDGETS, 'compose'])('%s loads what it shows and little else', async (widget) => {
    bridge.tell('transport', { session_id: null, is_playing: true, tempo: 96, bar: 12, beat: 3 });
    play();
    await live(`/overlay/${widget}`);
    await page.evaluate('document.fonts.ready');
    const { code, fonts } = (await page.evaluate(LOADED)) as { code: number; fonts: number };
    expect(code).toBeGreaterThan(5_000);
    expect(code).toBeLessThan(15_000);
    expect(fonts).toBeLessThan(6_500);
  });

  test.each([...WIDGETS, 'compose'])('%s is transparent and without scrollbars', async (widget) => {
    await live(`/overlay/${widget}?demo=still`);
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
  });

  test.each([
    [800, 600],
    [1920, 1080],
  ])('all together leave each other room at %i x %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    await live('/overlay/compose?demo=still');
    const touching = await page.evaluate(`(() => {
      const boxes = [...document.querySelectorAll('.w')].map((widget) => [widget.className, widget.getBoundingClientRect()])
        .filter(([, { width }]) => width > 0);
      const isOver = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      return boxes.flatMap(([name, box], at) => boxes.slice(at + 1).filter(([, other]) => isOver(box, other)).map(([other]) => name + ' on ' + other));
    })()`);
    expect(touching).toEqual([]);
  });

  test('nothing moves out of its place while it plays', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await live('/overlay/compose?demo=1');
    await page.evaluate(WATCH_SHIFTS);
    await expect.poll(() => page.evaluate(NOTES_PLAYED)).toBeGreaterThan(1);
    expect(await page.evaluate('shifts')).toEqual([]);
  });

  test('nothing is drawn while OBS hides the source', async () => {
    const obsShows = (visible: boolean) =>
      page.evaluate(
        `dispatchEvent(new CustomEvent('obsSourceVisibleChanged', { detail: { visible: ${visible} } }))`,
      );
    play();
    await live('/overlay/note');
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await obsShows(false);
    bridge.tell('pitch', pitch({ midi: 57, cents: 2 }));
    bridge.tell('note', note({ id: 'guitar:3', midi: 57, name: 'A', octave: 3 }));
    await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
    expect(await page.getByRole('img', { name: 'E flat 4' }).count()).toBe(1);
    await obsShows(true);
    await page.getByRole('img', { name: 'A 3' }).waitFor();
  });
});
