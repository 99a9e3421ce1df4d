import { describe, expect, test } from 'vitest';
import { midiConfig } from '../../../src/plugins/midi/midi-config.js';
import { midiInput } from '../../../src/plugins/midi/midi-input.js';
import { FakeMidiPorts } from '../../support/fake-midi.js';
import { RecordingContext } from '../../support/recording-context.js';

/** What devices send, written out as bytes from what their manuals and users tell; no device stood behind it. */
interface Capture {
  readonly device: string;
  readonly config: object;
  /** Milliseconds, then hexadecimal bytes. */
  readonly bytes: readonly (readonly [time: number, hex: string])[];
  /** String, fret, note number, legato. */
  readonly notes: readonly (readonly [
    string: number | undefined,
    fret: number | undefined,
    note: number,
    isLegato?: true,
  ])[];
  readonly ends: number;
}

const CAPTURES: readonly Capture[] = [
  {
    device:
      'Roland GI-20, mono: bank and program, range by RPN, sensing, note-offs as 9n kk 00 with running status',
    config: { preset: 'roland-mono', basic_channel: 11 },
    bytes: [
      [0, 'ba 79 00 bb 79 00 ba 00 57 20 40 ca 00'],
      [5, 'ba 65 00 64 00 06 0c 26 00 bf 65 00 64 00 06 0c'],
      [10, 'fe'],
      [100, 'ea 00 40 9a 40 64'],
      [260, 'fe'],
      [300, '40 00'],
      [310, 'ba 0b 7f bb 0b 7f'],
      [400, 'ef 00 60 9f 28 50'],
      [700, '28 00'],
    ],
    notes: [
      [1, 0, 64],
      [6, 6, 46],
    ],
    ends: 2,
  },
  {
    device: 'Roland GI-20, poly: all strings on one channel',
    config: { preset: 'generic-poly', layout: 'one-channel', basic_channel: 1 },
    bytes: [
      [0, '90 28 60 2f 60 34 60'],
      [500, '28 00 2f 00 34 00'],
    ],
    notes: [
      [undefined, undefined, 40],
      [undefined, undefined, 47],
      [undefined, undefined, 52],
    ],
    ends: 3,
  },
  {
    device: 'Roland GI-20, mono: a bend range of its own for each string',
    config: { preset: 'roland-mono' },
    bytes: [
      [0, 'b0 65 00 64 00 06 02 26 00 b5 65 00 64 00 06 18 26 00'],
      [10, 'e0 00 60 90 40 64 e5 00 60 95 28 64'],
      [400, '90 40 00 95 28 00'],
    ],
    notes: [
      [1, 1, 65],
      [6, 12, 52],
    ],
    ends: 2,
  },
  {
    device: 'Roland GI-10, mono: six channels in a row, the lowest is string 1; thinned bends jump',
    config: { preset: 'roland-mono', bend_range: 12, legato: false },
    bytes: [
      [0, 'e0 00 40 90 40 50 e2 00 40 92 37 50'],
      [200, 'e2 00 48'],
      [300, 'e2 00 4a'],
      [600, '90 40 00 92 37 00'],
    ],
    notes: [
      [1, 0, 64],
      [3, 0, 55],
    ],
    ends: 2,
  },
  {
    device: 'Roland GI-10, poly: chords bend in semitones, told as new notes',
    config: { preset: 'generic-poly', layout: 'one-channel', basic_channel: 3 },
    bytes: [
      [0, '92 37 50 3b 50'],
      [300, '3b 00 3c 40'],
      [600, '37 00 3c 00'],
    ],
    notes: [
      [undefined, undefined, 55],
      [undefined, undefined, 59],
      [undefined, undefined, 60],
    ],
    ends: 3,
  },
  {
    device: 'Fishman TriplePlay: a range of 24, a hammer-on told by the bend alone',
    config: { preset: 'triple-play' },
    bytes: [
      [0, 'e1 00 40 91 3b 5a'],
      [400, 'e1 2b 45'],
      [900, '81 3b 40'],
    ],
    notes: [
      [2, 0, 59],
      [2, 2, 61, true],
    ],
    ends: 2,
  },
  {
    device: 'Jamstik, mono: string 3 on channel 3',
    config: { preset: 'jamstik' },
    bytes: [
      [0, '92 39 50'],
      [200, '82 39 00'],
    ],
    notes: [[3, 2, 57]],
    ends: 1,
  },
  {
    device: 'Jamstik, MPE: zone announced, channels are strings',
    config: { preset: 'mpe', mpe_strings: true },
    bytes: [
      [0, 'b0 65 00 64 06 06 06'],
      [1, 'b1 65 00 64 00 06 30'],
      [10, 'e3 00 40 b3 4a 40 d3 00 93 39 50 d3 20'],
      [200, '83 39 00'],
    ],
    notes: [[3, 2, 57]],
    ends: 1,
  },
  {
    device: 'Jam Origin MIDI Guitar: channels are voices',
    config: { preset: 'jam-origin' },
    bytes: [
      [0, '91 40 40 92 43 40'],
      [300, '81 40 00 82 43 00'],
    ],
    notes: [
      [undefined, undefined, 64],
      [undefined, undefined, 67],
    ],
    ends: 2,
  },
  {
    device: 'Sonuus G2M: one note at a time, breath from loudness, legato as a new note',
    config: { preset: 'sonuus' },
    bytes: [
      [0, 'e0 00 40 90 3c 60 b0 02 50'],
      [200, '90 3e 30 80 3c 00'],
      [500, '80 3e 00'],
    ],
    notes: [
      [undefined, undefined, 60],
      [undefined, undefined, 62, true],
    ],
    ends: 2,
  },
  {
    device: 'Sonuus i2M: legato off, a hammer-on is a bend within the range of 2',
    config: { preset: 'sonuus' },
    bytes: [
      [0, 'e0 00 40 90 3c 60'],
      [300, 'e0 7f 7f'],
      [700, '80 3c 00'],
    ],
    notes: [
      [undefined, undefined, 60],
      [undefined, undefined, 62, true],
    ],
    ends: 2,
  },
  {
    device: 'Sonuus i2M, chromatic: no bends, each semitone is a note',
    config: { preset: 'sonuus' },
    bytes: [
      [0, '90 3c 60'],
      [200, '80 3c 00 90 3d 60'],
      [500, '80 3d 00'],
    ],
    notes: [
      [undefined, undefined, 60],
      [undefined, undefined, 61],
    ],
    ends: 2,
  },
  {
    device: 'Axon, common: one channel for all strings',
    config: { preset: 'axon', layout: 'one-channel', basic_channel: 4 },
    bytes: [
      [0, '93 28 60 93 34 60'],
      [300, '93 28 00 93 34 00'],
    ],
    notes: [
      [undefined, undefined, 40],
      [undefined, undefined, 52],
    ],
    ends: 2,
  },
  {
    device: 'Axon: range of 12 that it sends itself',
    config: { preset: 'axon' },
    bytes: [
      [0, 'b5 65 00 64 00 06 0c 65 7f 64 7f'],
      [10, 'e5 00 50 95 28 60'],
      [300, '95 28 00'],
    ],
    notes: [[6, 3, 43]],
    ends: 1,
  },
  {
    device: 'any MPE controller, lower zone: ends as 8n and as 9n 00, timbre and pressure passed over',
    config: { preset: 'mpe' },
    bytes: [
      [0, 'b0 65 00 64 06 06 0f'],
      [10, 'e1 00 40 b1 4a 40 d1 00 91 3c 40 e2 00 60 92 40 40 d2 30'],
      [300, '81 3c 40 92 40 00'],
    ],
    notes: [
      [undefined, undefined, 60],
      [undefined, undefined, 88],
    ],
    ends: 2,
  },
  {
    device: 'any MPE controller, upper zone of four, bend of the manager added',
    config: { preset: 'mpe' },
    bytes: [
      [0, 'b0 65 00 64 06 06 00 bf 65 00 64 06 06 04'],
      [1, 'ef 00 60'],
      [10, 'ee 00 40 9e 3c 40'],
      [300, '8e 3c 40'],
    ],
    notes: [[undefined, undefined, 61]],
    ends: 1,
  },
];

describe('captures', () => {
  test.each(CAPTURES)('$device', async ({ config, bytes, notes, ends }) => {
    const ports = new FakeMidiPorts('Pickup 20:0');
    const context = new RecordingContext(midiConfig.parse({ source: 'port', ...config }));
    const plugin = midiInput(async () => ports).create(context);
    await plugin.start();
    context.clock.advance(100);
    for (const [time, hex] of bytes) {
      context.clock.advance(100 + time - context.clock.now());
      ports.play('Pickup 20:0', ...hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
    }
    context.clock.advance(1000);
    const heard = context
      .ofKind('note-on')
      .map(({ string, fret, noteNumber, isLegato }) => [
        string,
        fret,
        Math.round(noteNumber),
        ...(isLegato ? [true] : []),
      ]);
    expect(heard).toEqual(notes);
    expect(context.ofKind('note-off')).toHaveLength(ends);
    await plugin.stop();
  });
});
