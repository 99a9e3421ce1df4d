import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ENGINE = new URL('../../../../dist/plugins/audio/engine/hearing-engine.js', import.meta.url).href;
const SCRIPT = new URL('allocation.mjs', import.meta.url).pathname;
/** Compiles at fixed places, and collects nothing while it is measured. */
const FLAGS = ['--single-threaded', '--min-semi-space-size=64', '--max-semi-space-size=64'];
/**
 * The engine makes no object of its own; the virtual machine boxes a few numbers on their way between functions, 16 bytes
 * each: newer ones more of them. Measured: 28 on Node 20, 71 to 79 on Node 24.
 */
const MOST_BYTES_PER_HOP = Number.parseInt(process.versions.node, 10) < 24 ? 48 : 96;

test('a guitar may be played all day: a hop leaves next to nothing on the heap', () => {
  const bytesPerHop = Number(
    execFileSync(process.execPath, [...FLAGS, SCRIPT, ENGINE], { encoding: 'utf8' }),
  );
  expect(bytesPerHop).toBeLessThan(MOST_BYTES_PER_HOP);
});
