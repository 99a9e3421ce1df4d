import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const COMPILED = resolve(import.meta.dirname, '../../../dist/core/host/plugin-loader.js');
const MISTAKES = {
  'imports.js': ["import 'node:fs';", 'put "type": "module" into the package.json'],
  'exports.js': ['export const input = {};', 'put "type": "module" into the package.json'],
  'slip.mjs': ['const input = {;', '`node --check FILE` shows the line.'],
  'package.mjs': ["import 'fretcoach-nowhere';", 'npm install fretcoach-nowhere'],
  'file.mjs': ["import './gone.js';", 'Paths are looked up from '],
  'empty.mjs': ['export const inputs = {};', 'Export one made by defineInput or defineOutput.'],
} as const;

let folder: string;
let hints: Record<string, string>;

/** Asked in a process of its own: the tests' own `import` reads files in another way than Node does. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fretcoach-loader-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  for (const [file, [text]] of Object.entries(MISTAKES)) writeFileSync(join(folder, file), text);
  const program = `
    import { PluginLoader } from ${JSON.stringify(pathToFileURL(COMPILED))};
    const loader = new PluginLoader({}, ${JSON.stringify(folder)});
    const hints = {};
    for (const file of ${JSON.stringify(Object.keys(MISTAKES))})
      await loader.load('./' + file).catch(({ hint }) => { hints[file] = hint; });
    console.log(JSON.stringify(hints));`;
  const said = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program]);
  hints = JSON.parse(said.toString());
});
afterAll(() => rmSync(folder, { recursive: true }));

const mistakes = Object.entries(MISTAKES).map(([file, [, advice]]) => ({ file, advice }));

test.each(mistakes)('an author whose $file cannot be used reads what to do', ({ file, advice }) => {
  expect(hints[file]).toContain(advice);
});
