import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';

const io = () => new FakeIo('/nowhere');

test('the plugins that come along are listed with what they are', async () => {
  const terminal = io();
  expect(await terminal.run('plugins')).toBe(EXIT.ok);
  expect(terminal.text).toMatch(/^ {2}audio +input$/m);
  expect(terminal.text).toMatch(/^ {2}osc +input and output$/m);
  expect(terminal.text).toMatch(/^ {2}smart-bulb +output$/m);
});

test('info tells what a plugin hears and every setting it takes, for each of its forms', async () => {
  const terminal = io();
  expect(await terminal.run('plugins', 'info', 'smart-bulb')).toBe(EXIT.ok);
  expect(terminal.text).toContain('It hears feedback, session.');
  expect(terminal.text).toContain('Settings with driver "wled":');
  expect(terminal.text).toMatch(/^ {2}host +a text of 1 to 255 characters, required\. The lamp's address/m);
  expect(terminal.text).toMatch(/^ {2}port +a whole number from 1 to 65535, 80 when left out\.$/m);
});

test('info tells the settings of a plugin with one form', async () => {
  const terminal = io();
  await terminal.run('plugins', 'info', 'audio');
  expect(terminal.text).toMatch(/^ {2}gain_db +a number from -40 to 40, 0 when left out\. Makes/m);
});

test('a plugin nobody has says where to look', async () => {
  const terminal = io();
  expect(await terminal.run('plugins', 'info', 'fretcoach-plugin-nowhere')).toBe(EXIT.failed);
  expect(terminal.errorText).toContain('Use one of audio');
  expect(await terminal.run('plugins', 'inof', 'audio')).toBe(EXIT.usage);
});

test('a path that leads nowhere is told in one sentence, with where paths begin', async () => {
  const terminal = io();
  expect(await terminal.run('plugins', 'info', './nowhere.js')).toBe(EXIT.failed);
  expect(terminal.errors).toEqual([
    expect.stringMatching(/^Plugin "\.\/nowhere\.js" cannot be used: Cannot find module '\S+nowhere\.js'\.$/),
    expect.stringMatching(/^Paths are looked up from \S+\.$/),
  ]);
});

test('info --write puts what a plugin declares beside it, and from then on nobody runs it to know', async () => {
  const folder = ownFolder();
  const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;
  const source = `
    import { z } from '${zod}';
    const config = z.strictObject({ volume: z.number().max(11).default(5).meta({ description: 'Louder.' }) });
    export const input = { kind: 'input', name: 'dial', config, devices() {}, create() {} };
    export const output = { kind: 'output', name: 'dial', config, topics: ['note'], permissions: ['programs'], create() {} };`;
  writeFileSync(join(folder, 'dial.mjs'), source);
  const author = new FakeIo(folder);
  await author.run('plugins', 'info', './dial.mjs');
  expect(await author.run('plugins', 'info', './dial.mjs', '--write')).toBe(EXIT.ok);
  const written = JSON.parse(readFileSync(join(folder, 'dial.plugin.json'), 'utf8'));
  expect(written).toMatchObject({ input: { answers: ['devices'] }, output: { topics: ['note'] } });
  writeFileSync(join(folder, 'dial.mjs'), "throw new Error('it was run');");
  const reader = new FakeIo(folder);
  expect(await reader.run('plugins', 'info', './dial.mjs')).toBe(EXIT.ok);
  expect(author.text.startsWith(reader.text)).toBe(true);
  expect(reader.text).toContain('It asks for: programs.');
  expect(reader.text).toContain('a number to 11, 5 when left out. Louder.');
});

test('what comes along needs no declaration', async () => {
  expect(await io().run('plugins', 'info', 'audio', '--write')).toBe(EXIT.usage);
});
