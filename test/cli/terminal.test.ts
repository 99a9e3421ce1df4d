import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/core/system/package-facts.js';

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
