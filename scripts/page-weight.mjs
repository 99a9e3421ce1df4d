/** What each page loads, gzipped, as a browser sees it: `node scripts/page-weight.mjs [dist/web]`. What is loaded later, such as charts and the demo, is not counted; of the fonts a browser takes only those whose letters are shown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const weigh = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const sum = (files) => [...new Set(files)].reduce((total, file) => total + weigh(file), 0);

/** A script and all that it imports at once. */
function scriptsFrom(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)["'`]\.\/([\w-]+\.js)["'`]/g);
  for (const [, name] of imports) scriptsFrom(join(file, '..', name), seen);
  return seen;
}

/** Of `index.html` or `overlay/note.html` in a folder of built pages: bytes of markup, scripts and styles gzipped, and of fonts. */
export function weightOf(folder, page) {
  const html = join(folder, page);
  const links = [...readFileSync(html, 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)];
  const assets = links.map(([, path]) => join(folder, path));
  const scripts = assets.filter((file) => file.endsWith('.js')).flatMap((file) => [...scriptsFrom(file)]);
  const styles = assets.filter((file) => file.endsWith('.css'));
  const faces = styles.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/assets\/([\w.-]+\.woff2)/g),
  ]);
  const fonts = new Set(faces.map(([, name]) => join(folder, 'assets', name)));
  return {
    code: weigh(html) + sum([...scripts, ...styles]),
    fonts: [...fonts].reduce((total, file) => total + readFileSync(file).length, 0), // Already compressed.
  };
}

export function pagesIn(folder) {
  const overlays = readdirSync(join(folder, 'overlay')).map((name) => `overlay/${name}`);
  return ['index.html', ...overlays.sort()];
}

function print(folder) {
  const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
  for (const page of pagesIn(folder)) {
    const { code, fonts } = weightOf(folder, page);
    const text = `code ${kilo(code)}   fonts ${kilo(fonts)}   all ${kilo(code + fonts)}`;
    process.stdout.write(`${page.padEnd(26)} ${text}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) print(process.argv[2] ?? 'dist/web');
