import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import type { Clock } from '../../../src/core/plugin/index.js';
import { hasNoBrowser, launchChromium, microphoneOf } from '../../support/chromium.js';
import { evenly, playPhrase, writeRecording } from '../../support/plucked-string.js';
import { SocketMount, Stage } from './stage.js';

const MICROPHONE = fileURLToPath(new URL('../../../web/shared/microphone.ts', import.meta.url));

/** A browser plays in real time: where the machine has no time for it, sound is lost, as on any such machine. */
const AGAIN = { retry: 2 };

const PAGE = (socket: string) => `
  import { openMicrophone } from ${JSON.stringify(MICROPHONE)};
  window.says = [];
  window.ready = openMicrophone({ socket: ${JSON.stringify(socket)}, onState: (state) => window.says.push(state) });
`;

/** The page's files, built as the dashboard's are. */
async function built(socket: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-page-'));
  writeFileSync(join(folder, 'main.js'), PAGE(socket));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
  );
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'dist', target: 'chrome103', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  return join(folder, 'dist');
}

const realClock = (): Clock => ({
  now: () => performance.now(),
  date: () => new Date(),
  after: (delay, call) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
  every: (interval, call) => {
    const timer = setInterval(call, interval);
    return () => clearInterval(timer);
  },
});

test.skipIf(hasNoBrowser)('a guitar at the microphone of a real browser is heard', AGAIN, async () => {
  const mount = new SocketMount();
  const address = await mount.listen();
  const stage = new Stage({ source: 'browser', tuning: 'standard' }, realClock(), mount);
  await stage.plugin.start();
  const folder = await built(`${mount.prefix}/microphone`);
  mount.serve((path) => readFileSync(join(folder, path === '/' ? 'index.html' : path)));
  // The fake device begins to play before the page listens: the phrase comes a little later.
  const phrase = evenly([45, 52, 57, 60]).map((note) => ({ ...note, at: note.at + 1.5 }));
  const guitar = writeRecording(playPhrase(phrase));
  const browser = await launchChromium({ args: microphoneOf(guitar) });
  try {
    const page = await browser.newPage();
    await page.goto(address.replace('ws:', 'http:').replace(mount.prefix, '/'));
    await page.evaluate('window.ready');
    await stage.until(() => stage.of('note-off').length >= 4);
    expect(stage.notes).toEqual([45, 52, 57, 60]);
    expect(stage.details).toMatchObject({ source: 'browser', channels: 1 });
    expect(await page.evaluate('window.says')).toEqual(['connecting', 'listening']);
    const onsets = stage.of('note-on').map(({ time }) => time);
    for (let index = 1; index < 4; index++) {
      expect(Math.abs((onsets[index] ?? 0) - (onsets[index - 1] ?? 0) - 500)).toBeLessThan(15);
    }
  } finally {
    await browser.close();
    await stage.plugin.stop();
    await mount.close();
  }
});
