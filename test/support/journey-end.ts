import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { hasNoBrowser } from './chromium.js';
import type { OwnBridge } from './own-bridge.js';
import { ownBrowser } from './own-browser.js';

/** Every letter an overlay shows, however short it stands there. */
const REMEMBER_LETTERS = `
  letters = [];
  new MutationObserver(() => {
    const [letter] = document.querySelector('.bignote')?.textContent?.match(/[A-G]/) ?? [];
    if (letter && letter !== letters.at(-1)) letters.push(letter);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
`;

/** Opens an overlay in a real browser, before anything is played. */
export async function openOverlay({ url }: OwnBridge, name: string): Promise<Page> {
  const page = await (await ownBrowser()).newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(`${url}/overlay/${name}`);
  await page.locator('.stage.live').waitFor({ state: 'attached' });
  await page.evaluate(REMEMBER_LETTERS);
  return page;
}

/**
 * It showed these notes, the last one at last. A machine without time draws fewer pictures than there were notes, but
 * never another one.
 */
export async function expectShown(page: Page, ...notes: string[]): Promise<void> {
  const shown = (): Promise<string[]> => page.evaluate('letters');
  await expect.poll(async () => (await shown()).at(-1)).toBe(notes.at(-1));
  expect((await shown()).filter((letter) => !notes.includes(letter))).toEqual([]);
}

/** Opens an overlay and resolves with the question what it showed. Where there is no browser nobody looks. */
export async function watchOverlay(own: OwnBridge): Promise<(...notes: string[]) => Promise<void>> {
  if (hasNoBrowser) return async () => {};
  const page = await openOverlay(own, 'note');
  return (...notes) => expectShown(page, ...notes);
}

/** An ended practice is in both tables with all its notes, and HTTP tells the same numbers. */
export async function expectKept(own: OwnBridge, id: string, notes: readonly number[]): Promise<void> {
  await expect
    .poll(() => own.rows('sessions'))
    .toMatchObject([{ id, notes_detected_count: notes.length, end_time: expect.any(Date) }]);
  const played = (await own.rows('session_metrics')).filter((row) => row.note_detected);
  expect(played.map((row) => [row.session_id, Math.round(row.detected_midi), row.pitch_class])).toEqual(
    notes.map((note) => [id, note, note % 12]),
  );
  const [stored] = await own.rows('sessions');
  const { pitch_accuracy, scale_conformity, timing_stability } = stored;
  expect(await own.get(`/sessions/${id}`)).toMatchObject({
    notes_detected_count: notes.length,
    pitch_accuracy,
    scale_conformity,
    timing_stability,
  });
}
