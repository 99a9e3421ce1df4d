import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { PluginProcess } from '../../../../src/core/host/isolation/plugin-process.js';
import type { Handlers } from '../../../../src/core/host/isolation/talk.js';
import { SystemClock } from '../../../../src/core/system/system-clock.js';
import { ownFolder } from '../../../support/database.js';
import { isRunning } from '../../../support/is-running.js';

const COMPILED = resolve(import.meta.dirname, '../../../../dist');
const BEGINNING = {
  role: 'input',
  id: 'odd',
  config: {},
  dataDir: '/nowhere',
  prefix: '/plugins/odd',
  now: 0,
  machineNow: 0,
  epoch: 0,
};

/** An input whose `start` does this. */
function starting(work: string): string {
  const file = join(ownFolder(), 'odd.mjs');
  const source = `
    import { writeFileSync } from 'node:fs';
    export const input = {
      config: { parse: (raw) => raw },
      create: (context) => ({ start: () => { ${work} }, stop: () => {} }),
    };`;
  writeFileSync(file, source);
  return pathToFileURL(file).href;
}

/** A process of its own, and what became known of it. */
async function running(work: string, handlers: Handlers = {}, clock = new SystemClock()) {
  const place = { url: starting(work), permissions: [], writable: [] };
  const losses: string[] = [];
  const child = new PluginProcess(place, handlers, clock, ({ message }) => losses.push(message));
  onTestFinished(() => child.kill());
  await child.talk.call('start', BEGINNING).catch(() => {});
  return { child, losses };
}

test('a plugin stuck in a loop ends with a bridge that is killed', async () => {
  const folder = ownFolder();
  const told = join(folder, 'pid');
  const url = starting(`writeFileSync(${JSON.stringify(told)}, String(process.pid)); for (;;);`);
  const program = `
    import { PluginProcess } from '${pathToFileURL(COMPILED).href}/core/host/isolation/plugin-process.js';
    import { SystemClock } from '${pathToFileURL(COMPILED).href}/core/system/system-clock.js';
    const place = { url: '${url}', permissions: ['files'], writable: [] };
    const child = new PluginProcess(place, {}, new SystemClock(), () => {});
    child.talk.call('start', ${JSON.stringify(BEGINNING)});`;
  const bridge = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
  onTestFinished(() => void bridge.kill('SIGKILL'));
  await expect.poll(() => existsSync(told) && Number(readFileSync(told, 'utf8'))).toBeGreaterThan(0);
  const pid = Number(readFileSync(told, 'utf8'));
  expect(isRunning(pid)).toBe(true);
  bridge.kill('SIGKILL');
  await once(bridge, 'exit');
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('what is asked wrongly ends the plugin, not the bridge', async () => {
  const handlers = {
    details: () => {
      throw new TypeError('No such thing.');
    },
  };
  const { losses } = await running('context.details({ volume: 1 });', handlers);
  expect(losses).toEqual(['No such thing.']);
});

test('words that are none of ours end the plugin, not the bridge', async () => {
  const { losses } = await running('process.send(null); return new Promise(() => {});');
  expect(losses).toHaveLength(1);
});

test('one that leaves its messages unread does not fill the bridge’s memory', async () => {
  const { child, losses } = await running('setTimeout(() => { for (;;); });');
  for (let letters = 0; losses.length === 0 && letters < 10_000; letters++) {
    child.talk.tell('datagram', 0, new Uint8Array(1_000), null);
    if (letters % 10 === 0) await new Promise(setImmediate);
  }
  expect(losses).toEqual(['It does not read what it is sent.']);
});

test('Ctrl+C in the bridge’s terminal leaves it to the bridge to stop its plugins', async () => {
  let pid = 0;
  const handlers = {
    details: (facts: { pid: number }) => {
      pid = facts.pid;
    },
  };
  const { child } = await running('context.details({ pid: process.pid });', handlers);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
  await child.talk.call('stop');
  expect(child.isAlive).toBe(true);
  await child.kill();
  expect(isRunning(pid)).toBe(false);
});

test('a flood of log lines is told in measure, and what it prints at a measured pace', async () => {
  const lines: string[] = [];
  let untold = 0;
  const handlers = {
    log: (_: string, line: string) => lines.push(line),
    details: (facts: { untold: number }) => {
      untold = facts.untold;
    },
  };
  const flood = `
    performance.now = () => 500; // All of it in one second, however busy the machine is.
    for (let line = 0; line < 5_000; line++) context.log.info('told');
    delete performance.now;
    setInterval(() => process.stdout.write('printed '.repeat(10_000)), 1);
    setTimeout(() => context.log.info('later'), 1_100);`;
  const began = performance.now();
  await running(flood, handlers);
  await expect.poll(() => untold).toBe(4_800);
  expect(lines.filter((line) => line === 'told')).toHaveLength(200);
  const printed = lines.filter((line) => line.startsWith('printed'));
  const pauses = (performance.now() - began) / 99; // Timers may be a millisecond early.
  expect(printed.length).toBeLessThanOrEqual(1 + pauses);
  expect(Math.max(...printed.map(({ length }) => length))).toBeLessThanOrEqual(4_000);
});

test('a bridge that was held up does not take its plugins for stalled', async () => {
  const ticks: (() => void)[] = [];
  const clock = new SystemClock();
  clock.now = () => performance.now() + ticks.length * 60_000;
  clock.every = (_, tick) => {
    ticks.push(tick);
    return () => {};
  };
  const { losses } = await running('', {}, clock);
  const [tick = () => {}] = ticks;
  tick();
  expect(losses).toEqual([]);
  for (let missed = 0; missed < 6; missed++) tick();
  expect(losses).toEqual(['It gave no sign of life for 5 s.']);
});
