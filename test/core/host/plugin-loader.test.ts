import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PluginLoader } from '../../../src/core/host/plugin-loader.js';
import { API_VERSION, defineInput, defineOutput } from '../../../src/core/plugin/index.js';
import { ownFolder } from '../../support/database.js';

const COMPILED = resolve(import.meta.dirname, '../../../dist/core/host/plugin-loader.js');
const MISTAKES = {
  'imports.js': ["import 'node:fs';", 'put "type": "module" into the package.json'],
  'exports.js': ['export const input = {};', 'put "type": "module" into the package.json'],
  'slip.mjs': ['const input = {;', '`node --check FILE` shows the line.'],
  'package.mjs': ["import 'fretcoach-nowhere';", 'npm install fretcoach-nowhere'],
  'file.mjs': ["import './gone.js';", 'Paths are looked up from '],
  'empty.mjs': ['export const inputs = {};', 'Export one made by defineInput or defineOutput.'],
} as const;

const config = { parse: () => ({}) };
const life = { start: () => {}, stop: () => {} };

function pluginOf(apiVersion: string): PluginLoader {
  const folder = ownFolder();
  const source = `export const input = { kind: 'input', name: 'x', ${apiVersion} config: {}, create() {} };`;
  writeFileSync(join(folder, 'x.mjs'), source);
  return new PluginLoader({}, folder);
}

test('a plugin carries the version of the interface it was made for', () => {
  expect(defineInput({ name: 'x', config, create: () => life }).apiVersion).toBe(API_VERSION);
  const output = defineOutput({ name: 'x', config, create: () => ({ ...life, deliver: () => {} }) });
  expect(output.apiVersion).toBe(API_VERSION);
});

test('one made for another version is refused by both numbers', async () => {
  await expect(pluginOf('apiVersion: 7,').load('./x.mjs')).rejects.toMatchObject({
    code: 'plugin.api-version',
    message: `Plugin "./x.mjs" was made for version 7 of the plugin interface; this bridge has version ${API_VERSION}.`,
  });
});

test.each([`apiVersion: ${API_VERSION},`, ''])('with "%s" it is loaded', async (apiVersion) => {
  expect((await pluginOf(apiVersion).load('./x.mjs')).input?.name).toBe('x');
});

test('one that cannot be loaded is asked once by the check of the configuration and the bridge after it', async () => {
  const folder = ownFolder();
  writeFileSync(join(folder, 'gone.mjs'), 'process.exit(3);');
  const failure = () => new PluginLoader({}, folder).load('./gone.mjs').catch((error: Error) => error);
  const first = await failure();
  expect(first).toMatchObject({
    message: 'Plugin "./gone.mjs" cannot be used: Its process ended (exit code 3).',
  });
  expect(((await failure()) as Error).cause).toBe((first as Error).cause);
});

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
