/** What each page loads, gzipped, as a browser sees it: `node scripts/page-weight.mjs [dist/web]`. Charts and the demo come later. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = process.argv[2] ?? 'dist/web';
const weigh = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** Static imports of a script, and the dynamic ones that `isWanted` names. */
function scriptsFrom(file, isWanted, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, isDynamic, name] of text.matchAll(/(?:from|import)\s*(\()?["'`]\.\/([\w-]+\.js)["'`]/g)) {
    if (!isDynamic || isWanted(name)) scriptsFrom(join(root, 'assets', name), isWanted, seen);
  }
  return seen;
}

function weightOf(page, isWanted) {
  const html = readFileSync(join(root, page), 'utf8');
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => join(root, path));
  const scripts = assets
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...scriptsFrom(file, isWanted)]);
  const others = assets.filter((file) => !file.endsWith('.js') && existsSync(file));
  const styles = others.filter((file) => file.endsWith('.css'));
  const code =
    weigh(join(root, page)) +
    [...new Set([...scripts, ...styles])].reduce((sum, file) => sum + weigh(file), 0);
  const faces = [
    ...new Set(
      styles.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/assets\/([\w.-]+\.woff2)/g)].map(([, name]) => name),
      ),
    ),
  ];
  const fonts = faces.reduce((sum, name) => sum + readFileSync(join(root, 'assets', name)).length, 0);
  return { code, fonts };
}

const kilo = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
const pages = ['index.html', ...readdirSync(join(root, 'overlay')).map((name) => join('overlay', name))];
for (const page of pages) {
  const widget = page.replace(/^overlay\/|\.html$/g, '');
  const isAll = widget === 'compose';
  const isWanted = (name) =>
    page !== 'index.html' && !/^demo/.test(name) && (isAll || name.startsWith(`${widget}-`));
  const { code, fonts } = weightOf(page, isWanted);
  process.stdout.write(`${page.padEnd(26)} code ${kilo(code)}   fonts ${kilo(fonts)}\n`);
}
