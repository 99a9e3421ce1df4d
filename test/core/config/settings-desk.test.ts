import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FileSettingsDesk } from '../../../src/core/config/index.js';

const lampSchema = z.strictObject({
  host: z.string().min(1),
  brightness: z.number().min(0).max(100).default(80),
  password: z.string().optional(),
});

const FILE = `{
  // The lamp on the amplifier.
  "plugins": {
    "lamp": { "use": "smart-bulb", "enabled": false, "config": { "host": "10.0.0.7", "password": "hush" } }, // warm
    "guitar": { "use": "audio" }
  }
}
`;

let file: string;
let desk: FileSettingsDesk;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'fretcoach-desk-')), 'plugins.config.json');
  writeFileSync(file, FILE);
  const schemaFor = (use: string) => (use === 'smart-bulb' ? lampSchema : z.strictObject({}));
  desk = new FileSettingsDesk(file, { schemaFor, names: ['smart-bulb', 'audio'] }, {});
});

const written = () => readFileSync(file, 'utf8');

describe('the settings of a lamp', () => {
  test('are read with their schema, and its password is masked', async () => {
    const settings = await desk.read('lamp');
    expect(settings).toMatchObject({ use: 'smart-bulb', enabled: false, config: { host: '10.0.0.7' } });
    expect(JSON.stringify(settings.config)).not.toContain('hush');
    expect(settings.schema).toMatchObject({ properties: { brightness: { maximum: 100 } } });
  });

  test('are changed where they stand: comments and neighbours stay', async () => {
    await desk.change('lamp', { enabled: true });
    expect(written()).toBe(FILE.replace('"enabled": false', '"enabled": true'));
  });

  test('keep a password that comes back masked', async () => {
    const { config } = await desk.read('lamp');
    await desk.change('lamp', { config: { ...(config as object), brightness: 40 } });
    expect(written()).toContain('"password": "hush"');
    expect(written()).toContain('"brightness": 40');
    expect(written()).toContain('// warm');
  });

  test('that are wrong change nothing, and each fault names its field', async () => {
    const change = desk.change('lamp', { config: { host: '', brightness: 400, colour: 'blue' } });
    await expect(change).rejects.toMatchObject({
      code: 'config.invalid',
      faults: expect.arrayContaining([
        expect.objectContaining({ pointer: '/host' }),
        expect.objectContaining({ pointer: '/brightness' }),
        expect.objectContaining({ pointer: '/colour' }),
      ]),
    });
    expect(written()).toBe(FILE);
  });

  test('may be changed while another plugin is: both changes stay', async () => {
    await Promise.all([desk.change('lamp', { enabled: true }), desk.change('guitar', { enabled: false })]);
    expect((await desk.read('lamp')).enabled).toBe(true);
    expect((await desk.read('guitar')).enabled).toBe(false);
  });

  test('may be changed again after a change that was wrong', async () => {
    await expect(desk.change('lamp', { config: {} })).rejects.toThrow();
    await desk.change('lamp', { enabled: true });
    expect((await desk.read('lamp')).enabled).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('stay readable for their owner alone', async () => {
    chmodSync(file, 0o600);
    await desk.change('lamp', { enabled: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === 'win32')('stay behind a link that leads to them', async () => {
    const link = join(mkdtempSync(join(tmpdir(), 'fretcoach-desk-')), 'plugins.config.json');
    symlinkSync(file, link);
    const schemaFor = () => z.looseObject({});
    await new FileSettingsDesk(link, { schemaFor, names: [] }, {}).change('lamp', { enabled: true });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(written()).toContain('"enabled": true');
  });

  test('that cannot be read are not taken for missing ones, which would be written anew', async () => {
    rmSync(file);
    mkdirSync(file); // as unreadable as a file that belongs to somebody else
    await expect(desk.read('guitar')).rejects.toMatchObject({ code: 'config.unreadable' });
    await expect(desk.change('guitar', { enabled: false })).rejects.toMatchObject({
      code: 'config.unreadable',
    });
  });

  test('of a lamp that is not in the file are not found', async () => {
    await expect(desk.read('desk')).rejects.toMatchObject({ code: 'plugin.not-found' });
    await expect(desk.change('constructor', { enabled: true })).rejects.toMatchObject({
      code: 'plugin.not-found',
    });
  });
});

test('without a file, the first change writes one with what runs by default', async () => {
  const fresh = join(mkdtempSync(join(tmpdir(), 'fretcoach-desk-')), 'plugins.config.json');
  const schemaFor = () => z.strictObject({});
  await new FileSettingsDesk(fresh, { schemaFor, names: [] }, {}).change('pickup', { enabled: false });
  const { plugins } = JSON.parse(readFileSync(fresh, 'utf8'));
  expect(plugins).toMatchObject({ guitar: { use: 'audio' }, pickup: { use: 'midi', enabled: false } });
});
