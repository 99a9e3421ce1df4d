import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The client library as one classic script, for pages opened from a file: they may not import modules. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../dist/client', import.meta.url)),
    emptyOutDir: false,
    target: 'chrome103', // OBS 30 ships it.
    reportCompressedSize: false,
    lib: {
      entry: fileURLToPath(new URL('../src/client/index.ts', import.meta.url)),
      formats: ['iife'],
      name: 'fretcoach',
      fileName: () => 'standalone.js',
    },
  },
});
