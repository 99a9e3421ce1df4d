/** Cuts the faces of the pages out of Archivo into web/fonts: `node scripts/fonts.mjs`. The results are committed. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const out = fileURLToPath(new URL('../web/fonts/', import.meta.url));
const archivo = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/archivo/package.json'));

const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index));
const text = `${ascii}·×–−’“”`;
/** What overlays say as long as scales have usual names; `unicode-range` brings the rest when it is needed. */
const usual = ' ,.0123456789ABCDEFGPSTWabcdefghijklmnopqrstuvwxyz−';
const unusual = [...text].filter((sign) => !usual.includes(sign)).join('');

const faces = [
  { file: 'text.woff2', from: 'wght', text, variationAxes: { wght: { min: 400, max: 600, default: 400 } } },
  { file: 'overlay-text.woff2', from: 'wght', text: usual, variationAxes: { wght: 500 } },
  { file: 'overlay-text-rest.woff2', from: 'wght', text: unusual, variationAxes: { wght: 500 } },
  {
    file: 'note.woff2',
    from: 'wdth',
    text: 'ABCDEFG0123456789+–−:.',
    variationAxes: { wdth: 125, wght: 600 },
  },
];

await mkdir(out, { recursive: true });
for (const { file, from, text, variationAxes } of faces) {
  const source = await readFile(join(archivo, 'files', `archivo-latin-${from}-normal.woff2`));
  const options = { targetFormat: 'woff2', variationAxes, keepFeatures: ['kern', 'tnum'], noHinting: true };
  await writeFile(join(out, file), await subsetFont(source, text, options));
}
await copyFile(join(archivo, 'LICENSE'), join(out, 'OFL.txt'));
