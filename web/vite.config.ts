import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const overlays = readdirSync(`${root}overlay`).filter((name) => name.endsWith('.html'));

/** One page for the dashboard and one for each overlay; nothing inline, so that the pages live under a strict CSP. */
export default defineConfig({
  root,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'chrome103', // OBS 30 ships it.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['index.html', ...overlays.map((name) => `overlay/${name}`)].map((page) => root + page),
    },
  },
});
