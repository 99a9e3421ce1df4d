import { describe, test } from 'vitest';
import { inputContract } from '../../../src/core/plugin/testing/index.js';
import { input } from '../../../src/plugins/audio/index.js';
import { evenly, playPhrase, writeRecording } from '../../support/plucked-string.js';

const SOURCES = {
  file: { file: writeRecording(playPhrase(evenly([57]))) },
  demo: 'demo',
  browser: 'browser',
  auto: 'auto',
  stdin: { stdin: 's16le' },
};

describe.each(Object.entries(SOURCES))('the audio input from %s', (_, source) => {
  for (const { title, run } of inputContract({ plugin: input as never, config: { source } }))
    test(title, run);
});
