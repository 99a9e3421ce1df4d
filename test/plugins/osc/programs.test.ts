import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/core/plugin/index.js';
import { OscMapper } from '../../../src/plugins/osc/osc-mapper.js';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';
import { type PresetName, rulesOf } from '../../../src/plugins/osc/presets.js';

/** Packets as programs write them, byte for byte; `~` stands for NUL. */
interface Capture {
  readonly program: string;
  readonly preset: PresetName;
  readonly packet: string;
  readonly readings: readonly object[];
  readonly faults?: readonly string[];
}

const CAPTURES: readonly Capture[] = [
  {
    program: 'Reaper: feedback in a bundle, play as a float, position as text',
    preset: 'reaper',
    packet: '#bundle~~~~~~~~\x01~~~\x10/play~~~,f~~\x3f\x80~~~~~\x18/beat/str~~~,s~~12.3.50~',
    readings: [
      { kind: 'transport', isPlaying: true },
      { kind: 'transport', bar: 12, beat: 3 },
    ],
  },
  {
    program: 'AbletonOSC: beats as ints, counted from 0',
    preset: 'abletonosc',
    packet: '/live/song/get/beat~,i~~~~~\x05',
    readings: [{ kind: 'transport', bar: 2, beat: 2 }],
  },
  {
    program: 'Max for Live: whatever the patch sends, here a list with int and float mixed',
    preset: 'fretcoach',
    packet: '/fretcoach/note~,ifi~~~~~~~\x02\x42\x6c~~~~~\x64',
    readings: [{ kind: 'note-on', string: 2, fret: 0, noteNumber: 59, velocity: 100 }],
  },
  {
    program: 'Bitwig with DrivenByMoss: colours of keys and a heartbeat, which nobody plays',
    preset: 'fretcoach',
    packet: '#bundle~~~~~~~~\x01~~~\x24/vkb_midi/note/64/color~,s~~RGB~~~~~~~~\x10/update~,i~~~~~\x01',
    readings: [],
  },
  {
    program: 'Ardour: an answer that is no address, int64 and double beside it',
    preset: 'ardour',
    packet: '#bundle~~~~~~~~\x01~~~\x10#reply~~,s~~no~~~~~\x1c/transport_play~,d~~\x3f\xf0~~~~~~',
    readings: [{ kind: 'transport', isPlaying: true }],
    faults: ['hash-address'],
  },
  {
    program: 'TouchOSC: the address of a page, without arguments',
    preset: 'touchosc',
    packet: '/1~~,~~~',
    readings: [],
  },
  {
    program: 'Pure Data: every number a float, no pitch is -1500',
    preset: 'pd-sigmund',
    packet: '/pd/sigmund/pitch~~~,f~~\xc4\xbb\x80~',
    readings: [{ kind: 'pitch', frequency: null }],
  },
  {
    program: 'SuperCollider: SendReply with node and reply number',
    preset: 'sc-sendreply',
    packet: '/fc/pitch~~~,iifff~~~~\x03\xe8\xff\xff\xff\xff\x43\x5c~~\x3f\x7d\x70\xa4\x3f\x80~~',
    readings: [{ kind: 'pitch', frequency: expect.closeTo(220, 9), level: 0 }],
  },
  {
    program: 'a JUCE plugin that lost the slash of "/" sends an address of nothing',
    preset: 'fretcoach',
    packet: '~~~~,f~~\x3f\x80~~',
    readings: [],
    faults: ['not-osc'],
  },
  {
    program: 'liblo: MIDI as four bytes',
    preset: 'fretcoach',
    packet: '/fretcoach/midi~,m~~~\x90\x40\x64',
    readings: [{ kind: 'note-on', string: 1, noteNumber: 64, velocity: 100 }],
  },
];

describe('captures', () => {
  test.each(CAPTURES)('$program', ({ preset, packet, readings, faults = [] }) => {
    const heard: Reading[] = [];
    const mapper = new OscMapper(
      {
        rules: rulesOf([preset], []),
        openStrings: [40, 45, 50, 55, 59, 64],
        basicChannel: 1,
        bendRange: 2,
        stuckNoteAfter: 1e6,
        latency: 0,
        beatsInBar: 4,
      },
      { emit: (reading) => heard.push(reading), call: () => {} },
      'life',
    );
    const decoded = decodePacket(Buffer.from(packet.replaceAll('~', '\0'), 'latin1'));
    for (const message of decoded.messages) mapper.accept(message, 0);
    expect(heard).toMatchObject(readings);
    expect(heard).toHaveLength(readings.length);
    expect(decoded.faults).toEqual(faults);
  });
});
