import { describe, expect, test } from 'vitest';
import { hasNoBrowser, microphoneOf } from '../support/chromium.js';
import { type Json, ownBridge } from '../support/own-bridge.js';
import { ownBrowser } from '../support/own-browser.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

/** A browser plays in real time: where the machine has no time for it, sound is lost, as on any such machine. */
const AGAIN = { retry: 2 };

const PHRASE = [45, 48, 50, 52, 55];

/** The browser's microphone plays from the moment it is opened; the page needs a little longer to listen. */
const guitar = () =>
  writeRecording(playPhrase(evenly(PHRASE, 0.6).map((note) => ({ ...note, at: note.at + 2 }))));

const released = (notes: readonly Json[]) => notes.filter(({ phase }) => phase === 'released');

describe.skipIf(hasNoBrowser)('a newcomer with nothing but a browser', () => {
  test(
    'opens the dashboard, lets it listen, and plays: notes, overlay and tables have it',
    AGAIN,
    async () => {
      const own = await ownBridge({
        plugins: {
          guitar: { use: 'audio', config: { source: 'browser', tuning: 'standard' } },
          overlay: { use: 'websocket' },
        },
        session: { scale_name: 'A minor pentatonic', user_id: 'newcomer' },
      });
      const listener = await own.listen(['note']);
      const browser = await ownBrowser({ args: microphoneOf(guitar()) });
      const overlay = await browser.newPage();
      await overlay.goto(`${own.url}/overlay/note`);
      const dashboard = await browser.newPage();
      await dashboard.goto(own.url);
      await dashboard.getByRole('button', { name: 'Use this browser’s microphone' }).click();

      const notes = released(await listener.until('note', (all) => released(all).length === PHRASE.length));
      expect(notes.map(({ midi }) => midi)).toEqual(PHRASE);
      await overlay.locator('.bignote', { hasText: 'G' }).waitFor();
      await dashboard.getByRole('heading', { name: 'We hear you.' }).waitFor();
      await dashboard.getByRole('button', { name: 'Practise' }).click();
      await dashboard.getByText('5 of 5').or(dashboard.getByText('All 5')).first().waitFor();
      const live = await own.get('/session/metrics');
      expect(live).toMatchObject({ is_running: true, scale_conformity: 1 });
      await dashboard.getByRole('button', { name: /Stop/ }).first().click();
      await expect
        .poll(() => own.rows('sessions'))
        .toMatchObject([
          { user_id: 'newcomer', notes_detected_count: 5, unique_notes_used: 5, end_time: expect.any(Date) },
        ]);
      const played = (await own.rows('session_metrics')).filter((row) => row.note_detected);
      expect(played.map((row) => Math.round(row.detected_midi))).toEqual(PHRASE);
    },
  );
});
