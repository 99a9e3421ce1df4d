import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasNoBrowser } from '../support/chromium.js';
import { ownFolder } from '../support/database.js';
import { expectShown, openOverlay } from '../support/journey-end.js';
import { ownBridge } from '../support/own-bridge.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

describe.skipIf(hasNoBrowser)('a streamer', () => {
  test('sees the note on the overlay while it sounds, and the scores after it', async () => {
    const file = join(ownFolder(), 'guitar.wav');
    const own = await ownBridge({
      plugins: { guitar: { use: 'audio', config: { source: { file } } }, overlay: { use: 'websocket' } },
      session: { scale_name: 'A minor pentatonic' },
    });
    const page = await openOverlay(own, 'compose');
    renameSync(writeRecording(playPhrase(evenly([45, 48, 50, 52, 55], 0.5))), file);
    await own.post('/plugins/guitar/restart', {}); // it is there: no need to wait for the next look
    await page.getByText('A Minor Pentatonic').waitFor();
    await page.locator('.bars', { hasText: 'Scale100' }).waitFor();
    await expectShown(page, 'A', 'C', 'D', 'E', 'G');
    await own.post('/session/stop', {});
    const [session] = await own.rows('sessions');
    expect(session).toMatchObject({
      scale_name: 'A Minor Pentatonic',
      notes_detected_count: 5,
      scale_conformity: 1,
    });
  });
});
