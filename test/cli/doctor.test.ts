import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { checkDatabase } from '../../src/cli/doctor/database-check.js';
import type { Finding } from '../../src/cli/doctor/finding.js';
import { checkDataDir, checkNode, checkPages } from '../../src/cli/doctor/machine-checks.js';
import { freshDatabase, ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';

/** A port somebody else holds. */
async function takenPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

test('a machine that has all it needs passes, and every examination is told', async () => {
  const terminal = new FakeIo(ownFolder());
  expect(await terminal.run('doctor', '--data-dir', 'data', '--port', '0')).toBe(EXIT.ok);
  for (const what of ['Node', 'Configuration', 'Pages', 'Data', 'Database', 'Port', 'Sound', 'MIDI']) {
    expect(terminal.text).toMatch(new RegExp(`^[✓–] ${what}: `, 'm'));
  }
});

test('a port in other hands is told with another one', async () => {
  const terminal = new FakeIo(ownFolder());
  const port = await takenPort();
  expect(await terminal.run('doctor', '--json', '--data-dir', 'data', '--port', String(port))).toBe(
    EXIT.failed,
  );
  const findings: Finding[] = JSON.parse(terminal.text);
  expect(findings.find(({ what }) => what === 'Port')).toEqual({
    what: 'Port',
    state: 'broken',
    message: `${port} is taken by another program`,
    remedy: `Stop that program, or choose another port: fretcoach start --port ${port + 1}.`,
  });
});

test.each([
  ['20.18.3', 'broken'],
  ['20.19.0', 'well'],
  ['24.0.0', 'well'],
  ['18.20.0', 'broken'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

test('pages that are not built leave the dashboard out', () => {
  expect(checkPages('/nowhere')).toMatchObject({
    state: 'lacking',
    remedy: expect.stringContaining('npm run build'),
  });
});

test('a data directory that cannot be written to names another way', () => {
  const file = join(ownFolder(), 'a-file');
  writeFileSync(file, '');
  expect(checkDataDir(join(file, 'data'))).toMatchObject({
    state: 'broken',
    message: `${file} cannot be written to`,
    remedy: expect.stringContaining('--data-dir'),
  });
});

test('a database server that answers is named without its password', async () => {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const finding = await checkDatabase('/nowhere', database.env);
  expect(finding.state).toBe('well');
  expect(finding.message).toContain(database.address.database);
});

test('a database server that is away is lacking, since the journal keeps what is played', async () => {
  const env = { DB_HOST: '127.0.0.1', DB_PORT: '1', DB_USER: 'me', DB_PASSWORD: 'topsecret' };
  const finding = await checkDatabase('/nowhere', env);
  expect(finding).toMatchObject({ state: 'lacking', remedy: expect.stringContaining('journal') });
  expect(JSON.stringify(finding)).not.toContain('topsecret');
});

test('a port that is no port is told', async () => {
  const finding = await checkDatabase('/nowhere', { DB_HOST: 'x', DB_PORT: 'high' });
  expect(finding).toMatchObject({ state: 'broken', message: expect.stringContaining('DB_PORT is "high"') });
});
