import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultBridgeConfig, loadConfig, loadEnvironment } from '../../../src/core/config/index.js';

const plugins = { names: [], schemaFor: () => ({ parse: (raw: unknown) => raw }) };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fretcoach-config-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

test('without a file the defaults run', async () => {
  const { config, file } = await loadConfig(plugins, { directory });
  expect(file).toBeNull();
  expect(config).toEqual(defaultBridgeConfig());
});

test('plugins.config.json in the working directory is found by itself', async () => {
  writeFileSync(join(directory, 'plugins.config.json'), '{ "session": { "a4": 442 } }');
  const { config, file } = await loadConfig(plugins, { directory });
  expect(file).toBe(join(directory, 'plugins.config.json'));
  expect(config.session.a4).toBe(442);
});

test('a file that was asked for must be there', async () => {
  await expect(loadConfig(plugins, { directory, file: 'mine.json' })).rejects.toThrow(
    `The configuration ${join(directory, 'mine.json')} cannot be read: there is no such file.`,
  );
});

test('a folder in the place of the file is said in words', async () => {
  mkdirSync(join(directory, 'mine.json'));
  await expect(loadConfig(plugins, { directory, file: 'mine.json' })).rejects.toThrow('it is a folder.');
});

test('secrets may live in a file beside the configuration', async () => {
  writeFileSync(join(directory, 'name.txt'), 'ann\n');
  writeFileSync(join(directory, 'plugins.config.json'), '{ "session": { "user_id": "${file:name.txt}" } }');
  expect((await loadConfig(plugins, { directory })).config.session.userId).toBe('ann');
});

test('.env fills in what the real environment leaves open', async () => {
  vi.stubEnv('FRETCOACH_TEST_A', 'real');
  vi.stubEnv('FRETCOACH_TEST_B', undefined);
  writeFileSync(join(directory, '.env'), 'FRETCOACH_TEST_A=file\nFRETCOACH_TEST_B=file\n');
  loadEnvironment(directory);
  expect(process.env.FRETCOACH_TEST_A).toBe('real');
  expect(process.env.FRETCOACH_TEST_B).toBe('file');
});

test('no .env is no trouble', () => {
  expect(() => loadEnvironment(directory)).not.toThrow();
});
