import { basename } from 'node:path';
import type { Reading } from '../../core/plugin/index.js';
import { AudioConfig } from './audio-config.js';
import { Hearing } from './hearing.js';
import { hearingOptions } from './hearing-options.js';
import { WavFile } from './wav-file.js';

const BLOCK_FRAMES = 4096;

/**
 * All that is heard in a WAV recording, at once; times begin at 0. `settings` are those of an audio input, without
 * its source.
 * @throws PluginError `audio.file`, or the schema's error for `settings`.
 */
export function hearRecording(path: string, settings: unknown = {}): readonly Reading[] {
  const options = hearingOptions(AudioConfig.parse(settings));
  const file = WavFile.open(path);
  try {
    const { sampleRate, channels } = file;
    const format = {
      source: 'file',
      device: basename(path),
      sampleRate,
      channels,
      latency: 0,
      isLive: false,
      startsAt: 0,
    };
    const readings: Reading[] = [];
    const hearing = new Hearing('recording', format, options, (reading) => readings.push(reading));
    for (let block = file.read(BLOCK_FRAMES); block.length > 0; block = file.read(BLOCK_FRAMES))
      hearing.write(block, 0);
    hearing.finish();
    return readings;
  } finally {
    file.close();
  }
}
