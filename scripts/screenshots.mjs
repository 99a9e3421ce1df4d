/**
 * Takes a picture of every page and overlay into a folder: `node scripts/screenshots.mjs [FOLDER] [URL]`.
 * Without a URL the built pages are served here and play their demo; with one, such as http://127.0.0.1:22100,
 * a running bridge is shown as it is.
 */
import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const PAGES = ['practise', 'history', 'progress', 'plugins', 'overlays', 'connection', 'welcome', 'tuner'];
const DESK = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };
/** A video to stand over. */
const VIDEO = 'linear-gradient(115deg, #2a1c2c, #4a3126 40%, #9a7650 78%, #efd9ac)';

const pages = fileURLToPath(new URL('../dist/web/', import.meta.url));
const OVERLAYS = readdirSync(join(pages, 'overlay')).map((name) => name.replace('.html', ''));

function servePages() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const file = join(pages, extname(name) ? name : `${name}.html`);
    if (!file.startsWith(pages) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    return createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function shots(demo) {
  const themes = [
    ['', {}],
    ['-light', { theme: 'light' }],
    ['-blue-orange', { palette: 'blue-orange' }],
  ];
  const dashboard = PAGES.flatMap((page) =>
    themes.map(([suffix, settings]) => ({
      name: page + suffix,
      path: `/${demo && '?demo'}#/${page}`,
      size: DESK,
      settings,
    })),
  );
  const phones = PAGES.map((page) => ({
    name: `${page}-phone`,
    path: `/${demo && '?demo'}#/${page}`,
    size: PHONE,
    settings: {},
  }));
  const overlays = OVERLAYS.flatMap((name) =>
    [
      [1920, 1080],
      [800, 600],
    ].flatMap(([width, height]) =>
      ['', 'theme=light'].map((look) => ({
        name: `overlay-${name}-${height}${look && '-light'}`,
        path: `/overlay/${name}?${[demo && 'demo=1', look].filter(Boolean).join('&')}`,
        size: { width, height },
        video: VIDEO,
      })),
    ),
  );
  return [...dashboard, ...phones, ...overlays];
}

const [folder = await mkdtemp(join(tmpdir(), 'fretcoach-pictures-')), bridge] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = bridge ? null : await servePages();
const origin = bridge ?? `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
for (const { name, path, size, settings, video } of shots(bridge ? '' : 'demo')) {
  const page = await browser.newPage({ viewport: size });
  const kept = JSON.stringify({ hasBegun: true, ...settings });
  await page.addInitScript(`localStorage.setItem('fretcoach.settings', '${kept}')`);
  await page.goto(origin + path);
  await page.waitForTimeout(1200);
  if (video) await page.evaluate(`document.documentElement.style.background = '${video}'`);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
await browser.close();
server?.close();
process.stdout.write(`The pictures are in ${folder}\n`);
