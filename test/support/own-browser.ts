import type { Browser, LaunchOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchChromium } from './chromium.js';

/** A browser of the test's own, closed when the test is over. */
export async function ownBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const browser = await launchChromium(options);
  onTestFinished(() => browser.close());
  return browser;
}
