import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { watchConfig } from '../../../src/core/config/index.js';
import { ownFolder } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

let folder: string;
let clock: FakeClock;
let calls: number;

beforeEach(() => {
  folder = ownFolder();
  clock = new FakeClock();
  calls = 0;
  onTestFinished(watchConfig(join(folder, 'plugins.config.json'), clock, () => calls++));
});

const noticed = () => expect.poll(() => clock.pending).toBe(1);

test('a change is told once the file has been quiet for 300 ms', async () => {
  writeFileSync(join(folder, 'plugins.config.json'), '{}');
  writeFileSync(join(folder, 'plugins.config.json'), '{ "plugins": {} }');
  await noticed();
  clock.advance(299);
  expect(calls).toBe(0);
  await vi.waitFor(() => {
    clock.advance(1);
    expect(calls).toBe(1);
  });
  expect(clock.pending).toBe(0);
});

test('a file that is replaced, as editors do, counts as well', async () => {
  writeFileSync(join(folder, 'draft'), '{}');
  renameSync(join(folder, 'draft'), join(folder, 'plugins.config.json'));
  await noticed();
  clock.advance(300);
  expect(calls).toBe(1);
});

test('other files in the folder are nobody’s business', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'x');
  writeFileSync(join(folder, 'plugins.config.json'), '{}');
  await noticed();
  clock.advance(300);
  expect(calls).toBe(1);
});

test('a folder that cannot be watched is no trouble', () => {
  expect(() => watchConfig('/no/such/folder/x.json', clock, () => {})()).not.toThrow();
});
