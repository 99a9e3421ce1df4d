import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import type { DeviceList } from '../../src/core/plugin/plugin-directory.js';
import { FakeIo } from '../support/fake-io.js';

test('devices are listed by technology, or the reason why there are none', async () => {
  const terminal = new FakeIo('/nowhere');
  expect(await terminal.run('devices', '--json')).toBe(EXIT.ok);
  const lists = JSON.parse(terminal.text);
  expect(Object.keys(lists)).toEqual(['audio', 'midi']);
  for (const list of Object.values<DeviceList>(lists)) {
    expect(list.devices.length > 0 || (list.reason && list.hint)).toBeTruthy();
  }
});

test('for people each technology has a heading', async () => {
  const terminal = new FakeIo('/nowhere');
  await terminal.run('devices');
  expect(terminal.text).toMatch(/^audio:\n {2}\S[\s\S]*\n\nmidi:\n {2}\S/);
});
