import { describe, test } from 'vitest';
import { inputContract } from '../../../src/core/plugin/testing/index.js';
import { midiInput } from '../../../src/plugins/midi/midi-input.js';
import { FakeMidiPorts } from '../../support/fake-midi.js';

describe.each([{ source: 'port' }, { source: 'web' }, { source: 'virtual' }, {}])(
  'a MIDI input with %o',
  (config) => {
    const plugin = midiInput(async () => new FakeMidiPorts('TriplePlay 28:0'));
    for (const { title, run } of inputContract({ plugin: plugin as never, config })) test(title, run);
  },
);
