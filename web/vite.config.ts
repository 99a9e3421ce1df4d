import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const overlays = readdirSync(`${root}overlay`).filter((name) => name.endsWith('.html'));

/** Built apart from all other pages, so that none carries what only others need. */
function alone(page: string): EnvironmentOptions {
  return { consumer: 'client', build: { rolldownOptions: { input: root + page } } };
}

/** Vite's helper brings the styles of what is loaded later; in an overlay nothing loaded later has any. */
const withoutPreloading: Plugin = {
  name: 'without-preloading',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name !== 'client',
  load: (id) =>
    id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null,
};

/** Overlays are drawn by a renderer of their own: Preact alone would weigh a third of what a page may. */
const withoutPreact: Plugin = {
  name: 'without-preact',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name !== 'client',
  resolveId: (id) => (/^preact(\/|$)/.test(id) ? `${root}overlay/renderer.ts` : null),
};

/** One page for the dashboard and one for each overlay; nothing inline, so that the pages live under a strict CSP. */
export default defineConfig({
  root,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [withoutPreloading, withoutPreact],
  build: {
    outDir: '../dist/web',
    emptyOutDir: false, // The builds lie side by side; `scripts/build.mjs` clears the old ones away.
    target: 'chrome103', // OBS 30 ships it.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  environments: {
    client: alone('index.html'),
    ...Object.fromEntries(
      overlays.map((name) => [name.replace('.html', '_overlay'), alone(`overlay/${name}`)]),
    ),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.config.consumer === 'client') await builder.build(environment);
      }
    },
  },
});
