import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

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

export function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...args], ...options });
}

/** Chromium plays this recording as its microphone, once, from the moment a page listens. */
export function microphoneOf(recording: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${recording}%noloop`,
    '--autoplay-policy=no-user-gesture-required',
  ];
}
