import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { hasNoBrowser } from '../../support/chromium.js';
import { axeFindings } from '../support/browser.js';
import type { FakeBridge } from '../support/fake-bridge.js';
import { answerPlugins, CALIBRATION, DAW, GUITAR, LAMP } from '../support/saved-plugins.js';
import { theatre } from '../support/theatre.js';

function problem(errors: { pointer: string; message: string }[]) {
  const detail = 'The settings cannot be used.';
  return { type: 'about:blank', title: 'Invalid', status: 422, code: 'config.invalid', detail, errors };
}

describe.skipIf(hasNoBrowser)('settings of plugins in a browser', () => {
  const own = theatre();
  let bridge: FakeBridge;
  let page: Page;

  beforeEach(() => {
    ({ bridge, page } = own);
    answerPlugins(bridge);
    bridge.answers.set('POST /plugins/lamp/settings', () => ({ body: { ...LAMP, state: 'running' } }));
    bridge.answers.set('POST /plugins/daw/settings', () => ({
      body: { ...DAW, state: 'running', roles: ['input', 'output'] },
    }));
  });

  async function open(id: string): Promise<void> {
    await page.goto(`${bridge.url}/#/plugins/${id}`);
    await page.getByRole('region', { name: id }).waitFor();
  }

  /** What was last sent to an instance. */
  function sent(id: string): unknown {
    return bridge.calls.filter(({ call }) => call === `POST /plugins/${id}/settings`).at(-1)?.body;
  }

  async function picture(name: string): Promise<void> {
    const folder = process.env.FRETCOACH_PICTURES;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }

  test('a lamp that needs the player shows at once what is missing, and is mended by keyboard', async () => {
    await open('lamp');
    const format = page.getByLabel('The lamp speaks');
    await format.waitFor();
    expect(await format.getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Kind of lamp').selectOption('wiz');
    const host = page.getByLabel('Address');
    await host.fill('192.168.1.4O');
    bridge.answers.set('POST /plugins/lamp/settings', () => ({
      status: 422,
      body: problem([{ pointer: '/host', message: 'expected an address, such as 192.168.1.40' }]),
    }));
    await page.keyboard.press('Enter');
    await page.getByText('Expected an address, such as 192.168.1.40.').waitFor();
    await expect.poll(() => host.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await host.inputValue()).toBe('192.168.1.4O');
    expect(await host.getAttribute('aria-describedby')).toBe('set-host-fault set-host-help');
    expect(await axeFindings(page)).toEqual([]);
    await picture('lamp-fault');
    bridge.answers.set('POST /plugins/lamp/settings', () => ({ body: { ...LAMP, state: 'running' } }));
    await host.fill('192.168.1.40');
    await page.keyboard.press('Enter');
    await page.getByText('Saved. lamp works with it from now on.').waitFor();
    expect(sent('lamp')).toEqual({ config: { driver: 'wiz', host: '192.168.1.40' } });
  });

  test('a lamp that is off keeps what is saved until it is switched on', async () => {
    bridge.answers.set('POST /plugins/lamp/settings', () => ({ body: { ...LAMP, state: 'stopped' } }));
    await open('lamp');
    await page.getByLabel('Kind of lamp').selectOption('wiz');
    await page.getByLabel('Address').fill('192.168.1.40');
    await page.keyboard.press('Enter');
    await page.getByText('Saved. lamp works with it once it is switched on.').waitFor();
  });

  test('the report is copied and the log opened at the foot of what needs the player', async () => {
    const at = '2026-11-22T17:02:00.000Z';
    bridge.answers.set('GET /version', () => ({
      body: { name: 'fretcoach', version: '1.2.3', node: 'v24.0.0', protocol: [1, 1] },
    }));
    bridge.answers.set('GET /log', () => ({
      body: {
        items: [
          { at, level: 'info', name: '', message: 'Ready.' },
          { at, level: 'error', name: 'lamp', message: 'No lamp at 192.168.1.4O.' },
        ],
        next_cursor: null,
      },
    }));
    await open('lamp');
    await page.getByText('Open the log').click();
    const lines = page.getByRole('list', { name: 'The log, newest first' }).getByRole('listitem');
    await expect.poll(() => lines.allInnerTexts()).toHaveLength(2);
    expect(await lines.first().innerText()).toContain('lamp: No lamp at 192.168.1.4O.');
    expect(await axeFindings(page)).toEqual([]);
    await picture('log');
    await page.evaluate(
      `Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied = text; } } })`,
    );
    await page.getByRole('button', { name: 'Copy the report' }).click();
    await page.getByText('The report is copied.').waitFor();
    expect(await page.evaluate('copied')).toMatch(
      /^FretCoach 1\.2\.3, Node v24\.0\.0\nlamp \(smart-bulb, output\)\nneeds-config since /,
    );
  });

  test('a lamp that is found nearby is taken into the form, and an empty room is said', async () => {
    bridge.answers.set('POST /plugins/lamp/nearby', () => ({ body: { found: [], reason: null } }));
    await open('lamp');
    const look = page.getByRole('button', { name: 'Find lamps nearby' });
    await look.click();
    await page.getByText('No WLED, no WiZ bulb and no Govee lamp answered.').waitFor();
    const found = [{ name: 'Desk at 192.168.1.40', config: { driver: 'wled', host: '192.168.1.40' } }];
    bridge.answers.set('POST /plugins/lamp/nearby', () => ({ body: { found, reason: null } }));
    await look.click();
    await page.getByRole('button', { name: 'Take Desk at 192.168.1.40' }).click();
    expect(await page.getByLabel('Address').inputValue()).toBe('192.168.1.40');
    expect(await axeFindings(page)).toEqual([]);
    await picture('lamp-nearby');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. lamp works with it from now on.').waitFor();
    expect(sent('lamp')).toEqual({ config: { driver: 'wled', host: '192.168.1.40' } });
  });

  test('brightness is read and written in percent', async () => {
    await open('lamp');
    const brightness = page.getByLabel('Brightness');
    await brightness.fill('5');
    await page.keyboard.press('Tab');
    await page.getByText('From 10 to 100.').waitFor();
    await page.getByLabel('Kind of lamp').selectOption('wiz');
    await page.getByLabel('Address').fill('192.168.1.40');
    await brightness.fill('35');
    await page.keyboard.press('Enter');
    await page.getByText('Saved. lamp works with it from now on.').waitFor();
    expect(sent('lamp')).toEqual({ config: { driver: 'wiz', host: '192.168.1.40', brightness: 0.35 } });
  });

  test('a simple limit is told when the field is left, and nothing faulty is sent', async () => {
    await open('guitar');
    const gain = page.getByLabel('Gain');
    await gain.fill('99');
    await page.keyboard.press('Tab');
    await page.getByText('From -40 to 40.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => gain.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(sent('guitar')).toBeUndefined();
  });

  test('a secret stays masked and kept until it is replaced', async () => {
    await open('lamp');
    await page.getByLabel('The lamp speaks').selectOption('json');
    await page.getByLabel('Topic', { exact: true }).fill('desk/set');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => sent('lamp'))
      .toMatchObject({ config: { password: '********', topic: 'desk/set' } });
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByLabel('Password').fill('new one');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => sent('lamp')).toMatchObject({ config: { password: 'new one' } });
  });

  test('what is typed while the bridge still saves is not lost', async () => {
    let hasSaved = () => {};
    const saving = new Promise<void>((resolve) => {
      hasSaved = resolve;
    });
    bridge.answers.set('POST /plugins/guitar/settings', () => saving.then(() => ({ body: GUITAR })));
    await open('guitar');
    const gain = page.getByLabel('Gain');
    await gain.fill('6');
    await page.keyboard.press('Enter');
    await expect.poll(() => sent('guitar')).toMatchObject({ config: { gain_db: 6 } });
    await gain.fill('12');
    const readAgain = page.waitForResponse((answer) => answer.request().method() === 'GET');
    hasSaved();
    await page.getByText('Saved. guitar works with it from now on.').waitFor();
    await (await readAgain).finished();
    await page.keyboard.press('Enter');
    await expect.poll(() => sent('guitar')).toMatchObject({ config: { gain_db: 12 } });
  });

  test('what is switched off is listed, and switched on again by its switch', async () => {
    await open('daw');
    await page.getByRole('heading', { name: 'Switched off' }).waitFor();
    await page.getByRole('switch', { name: 'Switched on' }).press('Space');
    await page.getByText('daw is switched on.').waitFor();
    expect(sent('daw')).toEqual({ enabled: true });
  });

  test('a list of programs grows and shrinks', async () => {
    await open('daw');
    await page.getByRole('button', { name: 'Add one to Send to' }).click();
    await page.getByRole('group', { name: '2' }).getByLabel('Port').fill('9001');
    expect(await axeFindings(page)).toEqual([]);
    await picture('daw');
    await page.getByRole('button', { name: 'Remove 1' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => sent('daw')).toEqual({ config: { targets: [{ port: 9001 }] } });
  });

  test('a bridge that keeps no settings shows the panel without a form', async () => {
    bridge.answers.delete('GET /plugins/lamp/settings');
    await open('lamp');
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    expect(await page.getByRole('form').count()).toBe(0);
    expect(await page.getByRole('switch').count()).toBe(0);
  });

  test('the noise of an input is measured in silence, and a refusal says why', async () => {
    await page.clock.install();
    bridge.answers.set('GET /plugins/guitar/calibration', () => ({ body: CALIBRATION }));
    const measured = { ...CALIBRATION, noise_floor_db: -62.3 };
    bridge.answers.set('POST /plugins/guitar/calibration', () => {
      bridge.answers.set('GET /plugins/guitar/calibration', () => ({ body: measured }));
      return { body: measured };
    });
    await open('guitar');
    await page.getByText('Not measured yet; 12 ms is usual').waitFor();
    await page.getByRole('button', { name: 'Measure noise' }).click();
    await page.getByText('Listening for three seconds.').waitFor();
    await page.clock.runFor(4_000);
    await page.getByText('−62 dB. Quiet.').waitFor();
    expect(bridge.calls.at(-2)).toMatchObject({ call: 'POST /plugins/guitar/calibration', body: {} });
    const refusal = { ...problem([]), detail: 'The noise cannot be told: it was not silent.' };
    bridge.answers.set('POST /plugins/guitar/calibration', () => ({ status: 422, body: refusal }));
    await page.getByRole('button', { name: 'Measure noise' }).click();
    await page.getByText('Listening for three seconds.').waitFor();
    await page.clock.runFor(4_000);
    await page.getByText('The noise cannot be told: it was not silent.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture('guitar');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.getByLabel('Device', { exact: true }).isVisible()).toBe(true);
    await picture('guitar-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
