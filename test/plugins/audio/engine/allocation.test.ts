import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ENGINE = new URL('../../../../dist/plugins/audio/engine/hearing-engine.js', import.meta.url).href;
const SCRIPT = new URL('allocation.mjs', import.meta.url).pathname;
/** Compiles at fixed places, and collects nothing while it is measured. */
const QUIET = ['--single-threaded', '--min-semi-space-size=64', '--max-semi-space-size=64'];
/** What is played all day is compiled in the end. Here it is sooner: interpreted functions box every fraction. */
const SOON =
  Number.parseInt(process.versions.node, 10) < 24
    ? ['--interrupt-budget=15000']
    : ['--invocation-count-for-maglev=50', '--invocation-count-for-turbofan=100'];

const bytesPerHop: Record<string, number> = JSON.parse(
  execFileSync(process.execPath, [...QUIET, ...SOON, SCRIPT, ENGINE], { encoding: 'utf8' }),
);

test.each(['a note that sounds', 'strings that ring', 'silence', 'noise'])(
  '%s may go on all day: no hop of it leaves anything on the heap',
  (situation) => expect(bytesPerHop[situation]).toBeLessThan(0.1), // a boxed number in every hop would be 16
);
