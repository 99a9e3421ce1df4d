import { expect, test } from 'vitest';
import { AudioConfig } from '../../../src/plugins/audio/audio-config.js';

test('nothing said listens to whatever there is', () => {
  expect(AudioConfig.parse({})).toEqual({
    source: 'auto',
    channel: 'mix',
    sample_rate: 48_000,
    gain_db: 0,
    tuning: 'auto',
    sensitivity: 1,
    detector: 'fretcoach',
    thread: 'auto',
  });
});

test.each([
  [{ source: 'default', tuning: 'standard' }],
  [{ source: { file: 'riff.wav' }, tuning: 'drop D' }],
  [{ source: { stdin: 's16le', sample_rate: 44_100, channels: 2 }, channel: 2 }],
  [{ source: 'parec', device: 'alsa_input.usb', tuning: '38 45 50 55 59 64' }],
])('%j is fine', (config) => {
  expect(AudioConfig.safeParse(config).success).toBe(true);
});

test.each([
  [{ source: 'cassette' }, 'source'],
  [{ sourse: 'auto' }, ''],
  [{ source: { file: 'a.wav', pace: 'max' } }, 'source'],
  [{ channel: 0 }, 'channel'],
  [{ gain_db: 90 }, 'gain_db'],
  [{ tuning: 'drop Z' }, 'tuning'],
  [{ detector: 'ears' }, 'detector'],
  [{ sensitivity: 2 }, 'sensitivity'],
])('%j is refused at its place', (config, place) => {
  const places = AudioConfig.safeParse(config).error?.issues.map(({ path }) => path.join('.'));
  expect(places).toEqual([place]);
});
