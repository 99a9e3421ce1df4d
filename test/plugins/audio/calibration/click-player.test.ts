import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { playClicks } from '../../../../src/plugins/audio/calibration/click-player.js';
import { samplesFromBytes } from '../../../../src/plugins/audio/pcm.js';
import { FakeClock } from '../../../support/fake-clock.js';

const PATH = process.env.PATH;
afterEach(() => {
  process.env.PATH = PATH;
});

function installPlayer(script: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'fretcoach-player-'));
  writeFileSync(join(bin, 'pacat'), `#!/bin/sh\nPATH='${PATH}'\n${script.replaceAll('$BIN', bin)}\n`);
  chmodSync(join(bin, 'pacat'), 0o755);
  process.env.PATH = bin;
  return bin;
}

/** Time goes on for as long as something plays. */
async function played(clock: FakeClock): Promise<readonly number[]> {
  let isOver = false;
  const playing = playClicks(clock).finally(() => {
    isOver = true;
  });
  playing.catch(() => {});
  while (!isOver) {
    if (clock.pending > 0) clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return playing;
}

test('sixteen clicks are played, and the times told are those of the sound', async () => {
  const bin = installPlayer(`cat > '$BIN/played'`);
  const clicks = await played(new FakeClock());
  expect(clicks).toEqual(Array.from({ length: 16 }, (_, index) => 20 + 1_000 + 600 * index));
  const samples = samplesFromBytes(readFileSync(join(bin, 'played')), 'f32le');
  for (const click of clicks) {
    const at = (click - 20) * 48;
    expect(Math.max(...samples.subarray(at - 480, at).map(Math.abs))).toBe(0);
    expect(Math.max(...samples.subarray(at, at + 480).map(Math.abs))).toBeGreaterThan(0.2);
  }
});

test('where nothing can play, it says what to install', async () => {
  installPlayer('exit 1');
  await expect(played(new FakeClock())).rejects.toMatchObject({
    code: 'plugin.device-missing',
    hint: 'Install pulseaudio-utils or sox.',
  });
});
