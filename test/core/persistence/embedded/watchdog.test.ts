import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { watchdogCommand } from '../../../../src/core/persistence/embedded/watchdog.js';
import { ownFolder } from '../../../support/database.js';

/** Stands in for the server: says when it is there, and that it was asked to go. */
const SERVER = [
  process.execPath,
  '-e',
  `process.on('SIGINT', () => { console.log('asked to go'); process.exit(3); });
   setInterval(() => {}, 1000);
   console.log('here');`,
];

describe.each(['linux', 'win32'] as const)('the watchdog of %s', (platform) => {
  function watch(command: string[]) {
    const folder = join(ownFolder(), 'sockets');
    mkdirSync(folder);
    const { program, args } = watchdogCommand(folder, command, platform);
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    return { child, folder, said: () => said };
  }

  test('asks the server to go when the bridge lets go of the pipe, and clears up', async () => {
    const { child, folder, said } = watch(SERVER);
    await once(child.stdout, 'data');
    child.stdin.end();
    const [code] = await once(child, 'close');
    expect(said()).toBe('here\nasked to go\n');
    expect(code).toBe(3);
    expect(existsSync(folder)).toBe(false);
  });

  test('ends with the server when that ends by itself', async () => {
    const { child, folder } = watch(['/bin/sh', '-c', 'exit 7']);
    const [code] = await once(child, 'close');
    expect(code).toBe(7);
    expect(existsSync(folder)).toBe(false);
  });

  test('passes on what a service manager asks', async () => {
    const { child, said } = watch(SERVER);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(said()).toContain('asked to go');
  });
});
