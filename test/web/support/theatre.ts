import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../../support/chromium.js';
import { complaintsOf, PAGES } from './browser.js';
import { FakeBridge } from './fake-bridge.js';

const DESK = { width: 1440, height: 900 };

/** What the tests of one file play with. A renderer takes longer to start than most of them to run, so all share one. */
export interface Theatre {
  readonly browser: Browser;
  readonly bridge: FakeBridge;
  /** Nothing moves on it by itself: whoever looks sees what will stay. */
  readonly page: Page;
}

/** Emptied before each test of the file; after each one the page must have had nothing to complain about. */
export function theatre(viewport = DESK): Theatre {
  const own = {} as { -readonly [Name in keyof Theatre]: Theatre[Name] };
  let complaints: string[] = [];
  beforeAll(async () => {
    own.bridge = new FakeBridge(PAGES);
    [own.browser] = await Promise.all([launchChromium(), own.bridge.start()]);
    own.page = await own.browser.newPage({ viewport, reducedMotion: 'reduce' });
    complaints = complaintsOf(own.page);
  });
  beforeEach(() => own.bridge.forget());
  afterEach(async () => {
    await own.page.evaluate(EMPTY_STORES);
    await own.page.goto('about:blank');
    await own.page.setViewportSize(viewport);
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await own.browser?.close();
    await own.bridge?.stop();
  });
  return own;
}

/** Pages without an origin have none. */
const EMPTY_STORES = `if (origin !== 'null') { localStorage.clear(); sessionStorage.clear(); }`;
