import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PluginLoader } from '../../../src/core/host/plugin-loader.js';
import { API_VERSION, defineInput, defineOutput } from '../../../src/core/plugin/index.js';
import { ownFolder } from '../../support/database.js';

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
