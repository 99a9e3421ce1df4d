import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Plugin } from '../../../web/shared/wire.js';
import { hasNoBrowser } from '../../support/chromium.js';
import { axeFindings } from '../support/browser.js';
import type { FakeBridge } from '../support/fake-bridge.js';
import { note, pitch, session } from '../support/notes.js';
import { playOneNote } from '../support/playing.js';
import { GUITAR } from '../support/saved-plugins.js';
import { answerCompared, answerSaved, SAVED, SERIES } from '../support/saved-session.js';
import { theatre } from '../support/theatre.js';

describe.skipIf(hasNoBrowser)('the dashboard in a browser', () => {
  const own = theatre();
  let bridge: FakeBridge;
  let page: Page;

  beforeEach(() => {
    ({ bridge, page } = own);
    answerAll();
  });

  function answerAll(): void {
    bridge.answers.set('POST /session/start', (body) => {
      const { scale_name } = body as { scale_name: string };
      return { status: 201, body: { success: true, ...session({ scale_name }) } };
    });
    bridge.answers.set('POST /session/prepare', () => ({ body: { success: true } }));
    bridge.answers.set('POST /session/stop', () => ({ body: { success: true, ...SAVED, best_streak: 23 } }));
    answerSaved(bridge);
  }

  async function open(hash = '#/practise'): Promise<void> {
    await page.goto(`${bridge.url}/${hash}`);
    await page.locator('header').waitFor();
    await expect.poll(() => bridge.clients).toBe(1);
  }

  /** What the bridge was asked to start. */
  function started(): unknown {
    return bridge.calls.find(({ call }) => call === 'POST /session/start')?.body;
  }

  const play = () => playOneNote(bridge);

  /** Exactly its name: where the practice is chosen, the heading is a sentence with the scale in it. */
  const practising = () =>
    page.getByRole('heading', { name: 'A minor pentatonic', level: 1, exact: true }).waitFor();

  test('Space starts a practice and stops it, and the session can be opened', async () => {
    await open();
    await page.getByText('or just play').waitFor();
    await page.keyboard.press('Space');
    await practising();
    expect(started()).toMatchObject({
      scale_name: 'A Minor Pentatonic',
      strictness: 0.5,
      tuning: 'Standard',
    });
    await page.keyboard.press('Space');
    await page.getByText('Session saved, 24 minutes.').waitFor();
    await page.getByRole('link', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'A minor blues', level: 1 }).waitFor();
    await page.getByRole('cell', { name: '22 cents flat' }).waitFor();
  });

  test('what is chosen is prepared for a practice that starts with the first note', async () => {
    const prepared = () => bridge.calls.filter(({ call }) => call === 'POST /session/prepare').at(-1)?.body;
    await open();
    await expect.poll(prepared).toMatchObject({ scale_name: 'A Minor Pentatonic', strictness: 0.5 });
    await page.keyboard.press(']');
    await expect.poll(prepared).toMatchObject({ scale_name: 'A Minor Pentatonic', strictness: 0.55 });
  });

  test('the note, its cents and the three scores with their reasons are there', async () => {
    await open();
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await page.getByText('−6', { exact: true }).waitFor();
    await page.getByText('Your G rings 22 cents flat.').waitFor();
    await expect
      .poll(() => page.getByRole('meter', { name: 'Pitch' }).getAttribute('aria-valuetext'))
      .toBe('89');
    expect(await page.getByRole('meter', { name: 'Tuner' }).getAttribute('aria-valuetext')).toBe(
      '6 cents flat, in tune',
    );
    await page
      .getByRole('img', { name: /Fretboard: A Minor Pentatonic/ })
      .first()
      .waitFor();
  });

  test('a scale is found by what guitarists type', async () => {
    await open();
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('em blues');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Scale: E minor blues' }).waitFor();
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(started).toMatchObject({ scale_name: 'E Minor Blues' });
  });

  test('an unknown scale brings the nearest', async () => {
    await open();
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('a minr pentatnic');
    await page.getByText('No scale has this name. The nearest:').waitFor();
    await page.getByRole('option', { name: /A minor pentatonic/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('combobox').count()).toBe(0);
  });

  test('a start that is refused says why, beside the music', async () => {
    const detail = 'Input "guitar" already has a session. Stop it first.';
    const problem = {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'session.input-taken',
      detail,
      errors: [],
    };
    bridge.answers.set('POST /session/start', () => ({ status: 409, body: problem }));
    await open();
    await page.keyboard.press('Space');
    await page.getByRole('alert').getByText(detail).waitFor();
  });

  test('pages, palette, theme, tuner and help answer to their keys', async () => {
    await open();
    for (const [key, current] of [
      ['2', 'History'],
      ['4', 'Inputs & outputs'],
      ['1', 'Practise'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`nav a[aria-current="page"]`, { hasText: current }).waitFor();
    }
    await page.keyboard.press('l');
    await page.keyboard.press('p');
    expect(await page.locator('html').getAttribute('class')).toMatch(/(^| )light blue-orange$/);
    await page.keyboard.press(']');
    await page.getByText('Full marks within 10 cents of the note, none beyond 40.').waitFor();
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Tuner', level: 1 }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('search scales').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('whoever goes on before a page has arrived stays on the page they went on to', async () => {
    let arrives = () => {};
    const held = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    await page.route(/progress-page.*js/, (route) => held.then(() => route.continue()));
    await open();
    const asked = page.waitForRequest(/progress-page.*js/);
    await page.keyboard.press('3');
    const late = (await asked).url();
    await page.keyboard.press('2');
    const notes = page.getByRole('heading', { name: 'Note by note' });
    await notes.waitFor();
    arrives();
    const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
    await page.evaluate(`import('${late}').then(() => ${drawn})`);
    expect(await notes.count()).toBe(1);
    await page.unroute(/progress-page.*js/);
  });

  test('keys rest while something is typed, and can be switched off', async () => {
    await open();
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('');
    await page.keyboard.type('l2 ');
    expect(await page.locator('html').getAttribute('class')).not.toContain('light');
    expect(page.url()).not.toContain('history');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Keys and looks/ }).click();
    await page.getByLabel('Single keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    expect(await page.locator('html').getAttribute('class')).not.toContain('light');
  });

  test('choices are remembered', async () => {
    await open();
    await page.keyboard.press('l');
    await page.reload();
    await expect.poll(() => page.locator('html').getAttribute('class')).toContain('light');
  });

  test('trouble with a lamp is a row and a sentence', async () => {
    bridge.tell('plugins', {
      items: [
        {
          id: 'desk-lamp',
          use: 'smart-bulb',
          roles: ['output'],
          state: 'needs-config',
          since: '2026-11-22T17:02:00Z',
          message: 'The lamp stays dark: its address cannot be used.',
          hint: 'Correct the address and save.',
          next_try_at: null,
          restarts: 2,
          dropped: 0,
          details: { driver: 'wiz' },
        },
      ],
    });
    bridge.answers.set('POST /plugins/desk-lamp/restart', () => ({ body: { id: 'desk-lamp' } }));
    await open('#/plugins');
    await page.getByRole('region', { name: 'desk-lamp' }).getByText('Needs you').waitFor();
    await page.getByText('Correct the address and save.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('storage that is away is a state, not a blank page', async () => {
    const detail = 'The database is starting again.';
    const problem = {
      type: 'about:blank',
      title: 'Unavailable',
      status: 503,
      code: 'storage.unreachable',
      detail,
      errors: [],
    };
    bridge.answers.set('GET /sessions', () => ({ status: 503, body: problem }));
    await open('#/history');
    await page.getByText('The sessions cannot be read just now.').waitFor();
    answerAll();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('heading', { name: 'A minor blues', level: 1 }).waitFor();
  });

  test('a page that is opened amid a practice shows what was played before', async () => {
    const items = Array.from({ length: 24 }, (_, at) =>
      note({ session_id: '0193-session', id: `guitar:${at}`, onset: at * 500, phase: 'released' }),
    );
    bridge.answers.set('GET /session/notes', () => ({ body: { items, next_cursor: null } }));
    bridge.tell('session', {
      session_id: '0193-session',
      state: 'started',
      session: session(),
      result: null,
    });
    bridge.tell('note', note({ session_id: '0193-session', id: 'guitar:23', onset: 11_500, name: 'C' }));
    await open();
    await page.getByRole('img', { name: 'Last 24 notes: 24 in tune' }).waitFor();
    await page.getByText('spread 0 ms').waitFor();
    bridge.tell('note', note({ session_id: '0193-session', id: 'guitar:24', onset: 12_000 }));
    await page.getByRole('img', { name: 'Last 25 notes: 25 in tune' }).waitFor();
    const names = await page.locator('.ribbon text').allTextContents();
    expect(names.slice(-3)).toEqual(['A', 'C', 'A']); // what the page heard itself goes before
  });

  test('a page that came with a token saves an export with it', async () => {
    bridge.answers.set('GET /sessions/0193-session/export', () => ({ body: { metrics: [] } }));
    await page.goto(`${bridge.url}/#token=fc_mine`);
    await page.goto(`${bridge.url}/#/history/0193-session`);
    const [asked, saved] = await Promise.all([
      page.waitForRequest(/export/),
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as JSON' }).click(),
    ]);
    expect(await asked.headerValue('authorization')).toBe('Bearer fc_mine');
    expect(saved.suggestedFilename()).toBe('fretcoach.json');
  });

  test('without sessions the history says what will be there', async () => {
    bridge.answers.set('GET /sessions', () => ({ body: { items: [], next_cursor: null } }));
    await open('#/history');
    await page.getByRole('heading', { name: 'No sessions yet.' }).waitFor();
  });

  test('the first visit begins with the guitar, and the practice its note began can be entered from it', async () => {
    await open('');
    await page.getByRole('heading', { name: 'Let us hear your guitar.' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    bridge.tell('note', note({ midi: 45, name: 'A', octave: 2, hz: 110.2, cents: 3 }));
    bridge.tell('pitch', pitch({ midi: 45, cents: 3 }));
    await page.getByRole('heading', { name: 'We hear you.' }).waitFor();
    await page.getByText('That is your A string, 3 cents sharp.').waitFor();
    await page.getByRole('img', { name: '6 strings, string 5 is sounding' }).waitFor();
    bridge.tell('session', {
      session_id: '0193-session',
      state: 'started',
      session: session(),
      result: null,
    });
    await page.getByText('your practice has begun').waitFor();
    await page.getByRole('heading', { name: 'We hear you.' }).waitFor();
    await page.getByRole('button', { name: 'Practise' }).click();
    await practising();
    expect(started()).toBeUndefined();
    await page.goto(bridge.url);
    await page.getByRole('button', { name: 'Stop' }).first().waitFor();
  });

  test('the first visit leads into a new practice where no note begins one, by Space too', async () => {
    await open('');
    await page.getByRole('heading', { name: 'Let us hear your guitar.' }).waitFor();
    await page.keyboard.press('Space');
    await practising();
    expect(started()).toMatchObject({ scale_name: 'A Minor Pentatonic' });
    await page.goto(bridge.url);
    await page.getByRole('button', { name: 'Start' }).first().waitFor();
  });

  test('an open port is no input before it is played into, on the first run and above it', async () => {
    const daw: Plugin = { ...GUITAR, id: 'daw', use: 'osc', details: { port: 22101 } };
    bridge.tell('plugins', { items: [daw] });
    await open('');
    await page.getByText('Nothing is connected yet.').waitFor();
    await page.locator('.line-in', { hasText: 'No input yet' }).waitFor();
    bridge.tell('note', note({ source: 'daw' }));
    await page.locator('.steps', { hasText: 'daw. Use another' }).waitFor();
    await page.locator('.line-in', { hasText: 'daw' }).waitFor();
  });

  test('a session is drawn over time, read by keys, and exported', async () => {
    bridge.answers.set('GET /sessions/0193-session/metrics', () => ({
      body: { items: SERIES, next_cursor: null },
    }));
    await open('#/history/0193-session');
    const chart = page.getByRole('img', { name: 'Scores over 2 min: pitch goes from 50 to 80' });
    await chart.locator('canvas').waitFor();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('0:00 · pitch 50 · scale 20').first().waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('cell', { name: '80', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Export as MIDI' }).getAttribute('href')).toBe(
      '/sessions/0193-session/export?format=midi',
    );
    expect(await axeFindings(page)).toEqual([]);
  });

  test('progress shows the weeks and the bests', async () => {
    await open('#/progress');
    await page.getByRole('heading', { name: 'Personal bests' }).waitFor();
    await page.getByRole('link', { name: '83' }).first().waitFor();
    const toVisit = page.locator('section', { hasText: 'Notes to visit' }).getByRole('listitem');
    expect(await toVisit.allTextContents()).toEqual([expect.stringContaining('22 cents flat')]); // the A has full marks
    expect(await axeFindings(page)).toEqual([]);
  });

  test('an overlay gets its looks and its address', async () => {
    await open('#/overlays/note');
    const address = page.getByLabel('Address');
    expect(await address.inputValue()).toBe(`${bridge.url}/overlay/note`);
    await page.getByRole('region', { name: 'Note' }).getByLabel('Palette').selectOption('blue-orange');
    await page.getByLabel('Without plates').check();
    expect(await address.inputValue()).toBe(`${bridge.url}/overlay/note?palette=blue-orange&bg=none`);
    await page.frameLocator('iframe').locator('.stage.live').waitFor({ state: 'attached' });
    const [loader] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download a loader' }).click(),
    ]);
    expect(loader.suggestedFilename()).toBe('fretcoach-note.html');
  });

  test('the connection is a line of stations', async () => {
    bridge.answers.set('GET /healthz', () => ({ body: 'ok' }));
    bridge.answers.set('GET /version', () => ({ body: { version: '0.1.0', node: 'v20' } }));
    await open('#/connection');
    await page.getByText('FretCoach 0.1.0, Node v20').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a bridge that went away is said, and the last note stays', async () => {
    await open();
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    await bridge.stop();
    await page.getByText(/Last heard \d+ s ago/).waitFor();
    expect(await page.getByRole('img', { name: 'E flat 4' }).count()).toBe(1);
  });

  /** Once the control of this name is there, walks on with Tab until it has the focus. */
  async function tabTo(role: 'button' | 'link' | 'img' | 'combobox', name: RegExp): Promise<void> {
    const control = page.getByRole(role, { name });
    await control.first().waitFor();
    const wanted = page.locator(':focus').and(control);
    for (let steps = 0; (await wanted.count()) === 0; steps++) {
      expect(steps).toBeLessThan(60);
      await page.keyboard.press('Tab');
    }
  }

  test('from the first visit to the notes of a session, no mouse is needed', async () => {
    answerCompared(bridge);
    await open('');
    await tabTo('button', /^Practise$/);
    await page.keyboard.press('Enter');
    await practising();
    await tabTo('button', /Stop/);
    await page.keyboard.press('Enter');
    await tabTo('link', /^Open$/);
    await page.keyboard.press('Enter');
    await page.getByText(/\+\d+, real/).waitFor();
    await tabTo('link', /A minor blues Yesterday/);
    await page.keyboard.press('ArrowLeft');
    await tabTo('img', /^Scores over/);
    await page.keyboard.press('ArrowRight');
    await page.getByText('G3, in the middle').first().waitFor();
    await tabTo('combobox', /Against/);
    await page.keyboard.press('4');
    await page.getByText('Note by note').waitFor(); // Keys are the field's own while it has the focus.
    await tabTo('button', /Keys and looks/);
    await page.keyboard.press('4');
    await page.getByRole('heading', { name: 'Inputs and outputs', level: 1 }).waitFor({ state: 'attached' });
  });

  test('nothing scrolls sideways, from a small phone to a desk', async () => {
    const isTooWide = () => page.evaluate('document.documentElement.scrollWidth > innerWidth');
    const look = async (where: string) => {
      for (const width of [320, 390, 800, 1440]) {
        await page.setViewportSize({ width, height: 844 });
        await expect.poll(isTooWide, { message: `${where} at ${width}` }).toBe(false); // Charts follow a little later.
      }
    };
    await open();
    await page.getByText('22 cents flat').waitFor();
    await look('idle');
    play();
    await page.getByRole('img', { name: 'E flat 4' }).waitFor();
    for (const cents of [-50, 50]) {
      bridge.tell('pitch', pitch({ midi: 63, cents }));
      await page.locator(`.tuner[aria-valuenow="${cents}"]`).waitFor();
      await look(`live, ${cents} cents`);
    }
    await page.goto(`${bridge.url}/#/history`);
    await page.getByRole('heading', { name: 'Note by note' }).waitFor();
    await look('history');
    for (const [name, sign] of [
      ['progress', 'Personal bests'],
      ['plugins', 'Asking the bridge what runs.'],
      ['overlays', 'Copy the address'],
      ['connection', 'Connection'],
    ] as const) {
      await page.goto(`${bridge.url}/#/${name}`);
      await page.locator('main').getByText(sign).first().waitFor({ state: 'attached' });
      await look(name);
    }
  });
});
