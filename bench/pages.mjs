// Every page in a headless Chromium while a real WebSocket output plays 20 notes a second to it, with pitch sixty times
// a second and scores: pictures a second, the longest wait for one, layout shift, and the first paint. Without a graphics
// card Chromium draws in software, on the same cores that play: what is told is what this machine manages at worst.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { overlayServer } from './support/overlay-server.mjs';
import { percentile } from './support/percentile.mjs';

const { metricsFeedback, noteFeedback, pitchFeedback, sessionStarted, SESSION_ID } = await import(
  '../dist/core/plugin/testing/feedback-samples.js'
);
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const USUAL = ['compose', 'note', 'tuner', 'scores', 'ribbon', 'timing', 'fretboard'];
const PAGES = (process.argv.length > 2 ? process.argv.slice(2) : USUAL).map((name) => `/overlay/${name}`);
const NOTES = [45, 48, 50, 52, 55, 57, 60, 62];
const SECONDS = 6;

if (!existsSync(CHROMIUM)) {
  process.stdout.write(`No Chromium at ${CHROMIUM}: set CHROMIUM to another one.\n`);
  process.exit(0);
}

/** Twenty notes a second, each judged and released at once, and pitch in between. */
function play(server) {
  let count = 0;
  const note = () => {
    const midi = NOTES[count % NOTES.length];
    const about = {
      id: `guitar:${++count}`,
      note: midi,
      cents: ((count * 7) % 40) - 20,
      onset: server.now(),
    };
    for (const phase of ['onset', 'judged', 'released'])
      server.deliver(noteFeedback({ ...about, phase, score: 1 - Math.abs(about.cents) / 25 }, server.now()));
    server.deliver(metricsFeedback(0.5 + 0.4 * Math.sin(count / 9), server.now()));
  };
  const pitch = () =>
    server.deliver(pitchFeedback(110 * 2 ** (Math.sin(server.now() / 300) / 40), server.now()));
  const timers = [setInterval(note, 50), setInterval(pitch, 1000 / 60)];
  return () => timers.forEach(clearInterval);
}

const WATCH = `shifts = 0; shifted = ''; new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts += value;
    shifted = ' of ' + sources.map(({ node }) => (node?.outerHTML ?? node?.data ?? '').slice(0, 80)).join();
  }
}).observe({ type: 'layout-shift', buffered: true });`;
const COUNT = `new Promise((done) => {
  const waits = []; let last = performance.now(); const end = last + ${SECONDS * 1000};
  const frame = (now) => { waits.push(now - last); last = now; now < end ? requestAnimationFrame(frame) : done(waits.slice(1)); };
  requestAnimationFrame(frame);
})`;
/** Changes of the page in a second that OBS does not show it. */
const HIDDEN = `new Promise((done) => {
  dispatchEvent(new CustomEvent('obsSourceVisibleChanged', { detail: { visible: false } }));
  let changes = 0;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const observer = new MutationObserver((list) => { changes += list.length; });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(() => { observer.disconnect(); done(changes); }, 1000);
  }));
})`;
const PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`;

const server = await overlayServer();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
server.deliver({ ...sessionStarted, sessionId: SESSION_ID });
const stop = play(server);

async function blank() {
  const page = await browser.newPage();
  await page.goto('about:blank');
  const waits = (await page.evaluate(COUNT)).sort((a, b) => a - b);
  await page.close();
  return `${(1000 / (waits.reduce((sum, wait) => sum + wait, 0) / waits.length)).toFixed(1)} pictures/s`;
}

async function measure(path) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(server.origin + path);
  await page.locator('.stage.live').waitFor({ state: 'attached' });
  await page.evaluate(WATCH);
  await sleep(1000);
  const waits = (await page.evaluate(COUNT)).sort((a, b) => a - b);
  const rate = 1000 / (waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  const facts = [
    `${rate.toFixed(1)} pictures/s`,
    `99 % within ${percentile(waits, 0.99).toFixed(0)} ms`,
    `layout shift ${await page.evaluate('shifts + shifted')}`,
    `first paint ${Number(await page.evaluate(PAINT)).toFixed(0)} ms`,
    `hidden: ${await page.evaluate(HIDDEN)} changes/s`,
  ];
  await page.close();
  process.stdout.write(`${path.padEnd(20)} ${facts.join('  ')}\n`);
}

process.stdout.write(`an empty page          ${await blank()}\n`);
for (const path of PAGES) await measure(path);
stop();
await browser.close();
await server.stop();
