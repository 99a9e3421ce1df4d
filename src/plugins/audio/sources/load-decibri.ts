import { existsSync } from 'node:fs';

/**
 * The optional package that reaches the system's microphones without another program; `null` where it is not
 * installed, and on Linux without sound hardware, where ALSA would only fill the terminal with complaints.
 */
export async function loadDecibri(): Promise<typeof import('decibri') | null> {
  if (process.platform === 'linux' && !existsSync('/dev/snd')) return null;
  try {
    return await import('decibri');
  } catch {
    return null;
  }
}
