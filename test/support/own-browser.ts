import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Browser tests need Debian's chromium. Where it is missing they are left out, but never on the build machine. */
export const hasNoBrowser = !process.env.CI && !existsSync(CHROMIUM);

/** A browser of the test's own, closed when the test is over. */
export async function ownBrowser({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...args], ...options });
  onTestFinished(() => browser.close());
  return browser;
}
