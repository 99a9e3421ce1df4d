import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasNoBrowser } from '../support/chromium.js';
import { ownFolder } from '../support/database.js';
import { ownBridge } from '../support/own-bridge.js';
import { ownBrowser } from '../support/own-browser.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

/** Every letter the overlay shows, however short it stands there. */
const REMEMBER_LETTERS = `
  letters = [];
  new MutationObserver(() => {
    const [letter] = document.querySelector('.bignote')?.textContent?.match(/[A-G]/) ?? [];
    if (letter && letter !== letters.at(-1)) letters.push(letter);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
`;

describe.skipIf(hasNoBrowser)('a streamer', () => {
  test('sees the note on the overlay while it sounds, and the scores after it', async () => {
    const file = join(ownFolder(), 'guitar.wav');
    const own = await ownBridge({
      plugins: { guitar: { use: 'audio', config: { source: { file } } }, overlay: { use: 'websocket' } },
      session: { scale_name: 'A minor pentatonic' },
    });
    const page = await (await ownBrowser()).newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${own.url}/overlay/compose`);
    await page.evaluate(REMEMBER_LETTERS);
    renameSync(writeRecording(playPhrase(evenly([45, 48, 50, 52, 55], 0.5))), file);
    await page.getByText('A Minor Pentatonic').waitFor();
    await page.locator('.bars', { hasText: 'Scale100' }).waitFor();
    const letters = (await page.evaluate('letters')) as string[];
    expect([...new Set(letters)]).toEqual(['A', 'C', 'D', 'E', 'G']);
    await own.post('/session/stop', {});
    const [session] = await own.rows('sessions');
    expect(session).toMatchObject({
      scale_name: 'A Minor Pentatonic',
      notes_detected_count: 5,
      scale_conformity: 1,
    });
  });
});
