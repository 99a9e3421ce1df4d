import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { WIDGETS } from '../../../web/overlay/options.js';
import { PALETTES } from '../../../web/shared/theme.js';
import { hasNoBrowser } from '../../support/chromium.js';
import { axeFindings } from '../support/browser.js';
import type { FakeBridge } from '../support/fake-bridge.js';
import { answerPlugins, CALIBRATION } from '../support/saved-plugins.js';
import { answerCompared, answerSaved } from '../support/saved-session.js';
import { theatre } from '../support/theatre.js';

interface Looks {
  readonly theme: string;
  readonly palette: string;
}
const looksWith = (palettes: readonly string[]): Looks[] =>
  ['dark', 'light'].flatMap((theme) => palettes.map((palette) => ({ theme, palette })));
const THEMES = looksWith(['classic']);
const EVERY_LOOK = looksWith(PALETTES);
const PHONE = { width: 390, height: 844 };

interface Room {
  readonly address: string;
  /** What shows that it is complete. */
  readonly sign: string;
  readonly prepare?: (bridge: FakeBridge) => void;
  /** Nothing but a judgement has a colour of the palette. */
  readonly isJudged?: boolean;
  /** Opens what is folded away. */
  readonly open?: (page: Page) => Promise<void>;
}

const AWAY = {
  type: 'about:blank',
  title: 'Unavailable',
  status: 503,
  code: 'storage.unreachable',
  detail: 'The database is starting again.',
  errors: [],
};
const EMPTY = { items: [], personal_bests: [], weakest_notes: [] };
const answer = (call: string, body: unknown, status?: number) => (bridge: FakeBridge) =>
  void bridge.answers.set(call, () => ({ body, ...(status ? { status } : {}) }));
const unfold = async (page: Page) => {
  for (const fold of await page.locator('summary').all()) await fold.click();
};

const ROOMS: Readonly<Record<string, Room>> = {
  'the first run': { address: '#/welcome', sign: 'Let us hear your guitar.' },
  'a practice to be': { address: '#/practise', sign: 'or just play' },
  'a practice': { address: '?demo=still#/practise', sign: 'Your G rings 22 cents flat.', isJudged: true },
  'the tuner': { address: '?demo=still#/tuner', sign: 'in tune', isJudged: true },
  'the list of scales': {
    address: '#/practise',
    sign: 'or just play',
    open: (page) => page.locator('#pick-scale').click(),
  },
  'keys and looks': {
    address: '#/practise',
    sign: 'or just play',
    open: (page) => page.keyboard.press('?'),
  },
  'a session beside another': {
    address: '#/history/0193-session',
    sign: 'real',
    isJudged: true,
    prepare: answerCompared,
    open: unfold,
  },
  'no session yet': {
    address: '#/history',
    sign: 'No sessions yet.',
    prepare: answer('GET /sessions', { items: [], next_cursor: null }),
  },
  'sessions on their way': {
    address: '#/history',
    sign: 'Opening your sessions.',
    prepare: ({ answers }) => void answers.set('GET /sessions', () => new Promise(() => {})),
  },
  'sessions that cannot be read': {
    address: '#/history',
    sign: 'The sessions cannot be read just now.',
    prepare: answer('GET /sessions', AWAY, 503),
  },
  progress: { address: '#/progress', sign: 'Personal bests', isJudged: true },
  'no progress yet': {
    address: '#/progress',
    sign: 'Nothing to compare yet.',
    prepare: answer('GET /sessions/progress', EMPTY),
  },
  'inputs and outputs': { address: '?demo=still#/plugins', sign: 'desk-lamp' },
  'inputs and outputs on their way': { address: '#/plugins', sign: 'Asking the bridge what runs.' },
  'a lamp with faults': { address: '#/plugins/lamp', sign: 'This is needed.', prepare: answerPlugins },
  'an input and its calibration': {
    address: '#/plugins/guitar',
    sign: 'Measure latency',
    prepare: (bridge) => {
      answerPlugins(bridge);
      answer('GET /plugins/guitar/calibration', CALIBRATION)(bridge);
    },
    open: unfold,
  },
  'a program with all its settings': {
    address: '#/plugins/daw',
    sign: 'Programs to understand',
    prepare: answerPlugins,
    open: unfold,
  },
  overlays: { address: '?demo=still#/overlays', sign: 'Copy the address' },
  'the connection': { address: '#/connection', sign: 'FretCoach 0.1.0, Node v20' },
};

/** As the pages do it: the theme and the palette are classes of the root. */
async function wear(page: Page, { theme, palette }: Looks): Promise<void> {
  const known = JSON.stringify(['light', ...PALETTES]);
  const worn = JSON.stringify(theme === 'light' ? ['light', palette] : [palette]);
  await page.evaluate(`document.documentElement.classList.remove(...${known});
    document.documentElement.classList.add(...${worn});`);
}

describe.skipIf(hasNoBrowser)('axe finds nothing', () => {
  const own = theatre();

  beforeEach(() => {
    const { answers } = own.bridge;
    answerSaved(own.bridge);
    answers.set('GET /healthz', () => ({ body: 'ok' }));
    answers.set('GET /version', () => ({ body: { version: '0.1.0', node: 'v20' } }));
  });

  /** Other looks have other colours and nothing else. */
  async function findings(worn: readonly Looks[]): Promise<string[]> {
    const found: string[] = [];
    for (const [index, looks] of worn.entries()) {
      await wear(own.page, looks);
      const lines = await axeFindings(own.page, index === 0 ? [] : ['color-contrast']);
      found.push(...lines.map((line) => `${looks.theme}, ${looks.palette}: ${line}`));
    }
    return found;
  }

  test.each(Object.entries(ROOMS))(
    'on the page with %s, in every look and on a phone',
    async (_, { address, sign, isJudged, prepare, open }) => {
      const { bridge, page } = own;
      prepare?.(bridge);
      await page.goto(`${bridge.url}/${address}`);
      await page.getByText(sign).first().waitFor();
      await open?.(page);
      const found = await findings(isJudged ? EVERY_LOOK : THEMES);
      await page.setViewportSize(PHONE);
      expect([...found, ...(await axeFindings(page))]).toEqual([]);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    },
  );

  test.each([...WIDGETS, 'compose'])('in the overlay %s, in every look', async (widget) => {
    const { bridge, page } = own;
    await page.goto(`${bridge.url}/overlay/${widget}?demo=still`);
    await page.locator('.stage.live .w').first().waitFor();
    expect(await findings(widget === 'compose' ? EVERY_LOOK : THEMES)).toEqual([]);
  });
});
