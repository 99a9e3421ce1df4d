import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FeedbackDispatcher } from '../../../../src/core/feedback/index.js';
import { PluginHost } from '../../../../src/core/host/plugin-host.js';
import { PluginLoader } from '../../../../src/core/host/plugin-loader.js';
import { SystemClock } from '../../../../src/core/system/system-clock.js';
import { ownFolder } from '../../../support/database.js';
import { isRunning } from '../../../support/is-running.js';
import { surroundingsWith } from '../../../support/surroundings.js';

/** An input that tells its volume and how often it was started. */
const source = (reconfigure: string) => `
  export const input = {
    kind: 'input', name: 'dial', config: { parse: (raw) => ({ volume: raw.volume * 10 }) },
    create: (context) => ({
      start: () => context.details({ volume: context.config.volume, pid: process.pid }),
      stop: () => {}, ${reconfigure}
    }),
  };`;

async function dialled(reconfigure: string) {
  const folder = ownFolder();
  writeFileSync(join(folder, 'dial.mjs'), source(reconfigure));
  const clock = new SystemClock();
  const around = surroundingsWith(clock);
  const host = new PluginHost(new PluginLoader({}, folder), new FeedbackDispatcher(), around);
  const at = (volume: number) => [
    { id: 'dial', use: './dial.mjs', enabled: true, required: false, config: { volume } },
  ];
  await host.load(at(1), { accept: () => {}, silence: () => {} });
  await host.startInputs();
  onTestFinished(() => host.stopInputs());
  const details = () => host.statuses()[0]?.details ?? {};
  await expect.poll(details).toMatchObject({ volume: 10 });
  const { pid } = details();
  await host.follow(at(2));
  await expect.poll(details).toMatchObject({ volume: 20 });
  return { before: pid, after: details().pid };
}

test('a plugin in its own process takes new settings while it runs, read by its own schema', async () => {
  const { before, after } = await dialled('reconfigure: ({ volume }) => context.details({ volume })');
  expect(after).toBe(before);
});

test('one that cannot is started anew, in a new process', async () => {
  const { before, after } = await dialled('');
  expect(after).not.toBe(before);
});

test('one that is stopped while it is still being loaded leaves no process behind', async () => {
  const folder = ownFolder();
  const told = join(folder, 'pid');
  const source = `
    import { writeFileSync } from 'node:fs';
    writeFileSync(${JSON.stringify(told)}, String(process.pid));
    await new Promise(() => {});`;
  writeFileSync(join(folder, 'slow.mjs'), source);
  writeFileSync(join(folder, 'slow.plugin.json'), '{ "input": { "config": null } }');
  const around = surroundingsWith(new SystemClock());
  const host = new PluginHost(new PluginLoader({}, folder), new FeedbackDispatcher(), around);
  const spec = { id: 'slow', use: './slow.mjs', enabled: true, required: false, config: {} };
  await host.load([spec], { accept: () => {}, silence: () => {} });
  const started = host.startInputs();
  await expect.poll(() => existsSync(told) && Number(readFileSync(told, 'utf8'))).toBeGreaterThan(0);
  await host.stopInputs();
  await started;
  expect(isRunning(Number(readFileSync(told, 'utf8')))).toBe(false);
});
