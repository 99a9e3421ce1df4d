import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { findToken, TokenStore } from '../../src/core/server/token-store.js';
import { ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';

let folder: string;
beforeEach(() => {
  folder = ownFolder();
});

async function run(...args: string[]) {
  const terminal = new FakeIo(folder);
  const code = await terminal.run('token', ...args, '--data-dir', folder);
  return { code, text: terminal.text, errorText: terminal.errorText };
}
const stored = () => new TokenStore(join(folder, 'tokens.json')).list();

test('a token is shown once, and opens what it was made for', async () => {
  const { code, text } = await run('add', 'overlay', '--scope', 'feedback,read');
  expect(code).toBe(EXIT.ok);
  expect(findToken(stored(), text.trim())).toMatchObject({ name: 'overlay', scopes: ['read', 'feedback'] });
  const listed = await run('list');
  expect(listed.text).toContain('overlay');
  expect(listed.text).not.toContain(text.trim());
  expect(JSON.parse((await run('list', '--json')).text)).toMatchObject([{ name: 'overlay' }]);
});

test('a revoked token is gone', async () => {
  await run('add', 'overlay');
  expect((await run('revoke', 'overlay')).code).toBe(EXIT.ok);
  expect(stored()).toEqual([]);
  expect((await run('list')).text).toContain('no tokens');
  expect((await run('revoke', 'overlay')).code).toBe(EXIT.failed);
});

test.each([[['add']], [['list', 'all']], [['add', 'x', '--scope', 'everything']], [['lend', 'x']], [[]]])(
  'token %j is no command',
  async (args) => {
    expect((await run(...args)).code).toBe(EXIT.usage);
  },
);

test('a name is used once', async () => {
  await run('add', 'overlay');
  const again = await run('add', 'overlay');
  expect(again.code).toBe(EXIT.failed);
  expect(again.errorText).toContain('revoke it first');
});

test('a folder that cannot hold tokens is named, with what to do', async () => {
  writeFileSync(join(folder, 'taken'), '');
  const terminal = new FakeIo(folder);
  expect(await terminal.run('token', 'add', 'obs', '--data-dir', 'taken')).toBe(EXIT.failed);
  expect(terminal.errorText).toMatch(
    /^Tokens cannot be kept in \S+taken: .* Choose another folder with --data-dir\.$/,
  );
});
