import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ENGINE = new URL('../../../../dist/plugins/audio/engine/hearing-engine.js', import.meta.url).href;
const SCRIPT = new URL('allocation.mjs', import.meta.url).pathname;
/** Compiles at fixed places, and collects nothing while it is measured. */
const FLAGS = ['--single-threaded', '--min-semi-space-size=64', '--max-semi-space-size=64'];
/** The engine makes no object of its own; the virtual machine boxes a number now and then (16 bytes). */
const MOST_BYTES_PER_HOP = 64;

test('a guitar may be played all day: a hop leaves next to nothing on the heap', () => {
  const bytesPerHop = Number(
    execFileSync(process.execPath, [...FLAGS, SCRIPT, ENGINE], { encoding: 'utf8' }),
  );
  expect(bytesPerHop).toBeLessThan(MOST_BYTES_PER_HOP);
});
