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

/** The notes it showed since, each once. */
export async function lettersOn(page: Page): Promise<string[]> {
  return [...new Set((await page.evaluate('letters')) as string[])];
}

/** Resolves with a question: were these notes shown? Where there is no browser nobody looks. */
export async function watchOverlay(own: OwnBridge): Promise<(...letters: string[]) => Promise<void>> {
  if (hasNoBrowser) return async () => {};
  const page = await openOverlay(own, 'note');
  return (...letters) => expect.poll(() => lettersOn(page), { timeout: 10_000 }).toEqual(letters);
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
