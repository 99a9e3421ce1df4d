import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/core/system/package-facts.js';
import { ownFolder } from '../support/database.js';

test('a reader that leaves before the end, as head does, is no crash', async () => {
  const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'dist', 'cli', 'main.js'), '--help']);
  child.stdout.destroy();
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk);
  });
  const [code] = await once(child, 'close');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
});

test.skipIf(process.platform === 'win32')('whoever ends npm ends the bridge that npm started', async () => {
  const monitor = `"${process.execPath}" "${join(PACKAGE_ROOT, 'dist', 'cli', 'main.js')}" osc monitor --port 0 & wait`;
  const shell = spawn('sh', ['-c', monitor], { env: { ...process.env, npm_lifecycle_event: 'start' } });
  await once(shell.stderr, 'data');
  shell.kill();
  await once(shell, 'close'); // The monitor holds the other end of these pipes as long as it lives.
});

const hasTerminals = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');

test.skipIf(!hasTerminals)(
  'a terminal window that is closed ends the bridge as Ctrl+C does',
  async () => {
    const folder = ownFolder();
    const bridge = `"${process.execPath}" "${join(PACKAGE_ROOT, 'dist', 'cli', 'main.js')}" start --port 0 --data-dir data`;
    const env = { ...process.env, SHELL: '/bin/sh', DB_HOST: '127.0.0.1', DB_PORT: '1' };
    // As an interactive shell does: it passes on that its window was closed.
    const run = `${bridge} & trap "kill -HUP $!" HUP; wait $!; wait $!; echo $? > code`;
    const window = spawn('script', ['-qec', run, '/dev/null'], { cwd: folder, env });
    let text = '';
    window.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    await expect.poll(() => text, { timeout: 30_000 }).toContain('Dashboard');
    window.kill('SIGKILL');
    const code = join(folder, 'code');
    await expect.poll(() => existsSync(code) && readFileSync(code, 'utf8'), { timeout: 15_000 }).toBe('0\n');
  },
  60_000,
);
