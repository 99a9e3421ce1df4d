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
  /** What it asks the bridge to do. */
  readonly calls?: readonly string[];
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
    program: 'Reaper: stop, tempo and a meter',
    preset: 'reaper',
    packet:
      '#bundle~~~~~~~~\x01~~~\x10/stop~~~,f~~?\x80~~~~~\x14/tempo/raw~~,f~~B\xf0~~~~~\x14/track/3/vu~,f~~?~~~',
    readings: [
      { kind: 'transport', isPlaying: false },
      { kind: 'transport', tempo: 120 },
    ],
  },
  {
    program: 'Reaper: what it would take as played notes comes from nobody',
    preset: 'reaper',
    packet: '/vkb_midi/0/note/64~,i~~~~~d',
    readings: [],
  },
  {
    program: 'AbletonOSC: beats as ints, counted from 0',
    preset: 'abletonosc',
    packet: '/live/song/get/beat~,i~~~~~\x05',
    readings: [{ kind: 'transport', bar: 2, beat: 2 }],
  },
  {
    program: 'AbletonOSC: tempo',
    preset: 'abletonosc',
    packet: '/live/song/get/tempo~~~~,f~~B\xc1~~',
    readings: [{ kind: 'transport', tempo: 96.5 }],
  },
  {
    program: 'AbletonOSC: play state as an int',
    preset: 'abletonosc',
    packet: '/live/song/get/is_playing~~~,i~~~~~\x01',
    readings: [{ kind: 'transport', isPlaying: true }],
  },
  {
    program: 'AbletonOSC: notes of a clip in a row, which nobody plays now',
    preset: 'abletonosc',
    packet: '/live/clip/get/notes~~~~,iiiffii~~~~~~~~~~~~~~~@~~~~?~~~~~~d~~~~',
    readings: [],
  },
  {
    program: 'AbletonOSC: an error in words',
    preset: 'abletonosc',
    packet: '/live/error~,s~~no track~~~~',
    readings: [],
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
    program: 'Bitwig with DrivenByMoss: time and beats as text, passed over without a rule',
    preset: 'fretcoach',
    packet: '#bundle~~~~~~~~\x01~~~\x18/time/str~~~,s~~0:01.5~~~~~\x18/beat/str~~~,s~~3.1.00~~',
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
    program: 'Ardour: position, speed as a double, samples as text, heartbeat',
    preset: 'ardour',
    packet:
      '#bundle~~~~~~~~\x01~~~ /position/bbt~~~,s~~005|02|0000~~~~ /transport_speed~~~~,d~~?\xf0~~~~~~~~~ /position/samples~~~,s~~96000~~~~~~\x14/heartbeat~~,f~~?\x80~~',
    readings: [{ kind: 'transport', bar: 5, beat: 2 }],
  },
  {
    program: 'Ardour: the end of its list of routes, with a 64-bit number',
    preset: 'ardour',
    packet: '#reply~~,shhi~~~end_route_list~~~~~~~~\xbb\x80~~\x01~~~~~~~~\x01',
    readings: [],
    faults: ['hash-address'],
  },
  {
    program: 'TouchOSC: the address of a page, without arguments',
    preset: 'touchosc',
    packet: '/1~~,~~~',
    readings: [],
  },
  {
    program: 'TouchOSC: a button',
    preset: 'touchosc',
    packet: '/1/push1~~~~,f~~?\x80~~',
    readings: [],
    calls: ['session.start'],
  },
  {
    program: 'TouchOSC: the same button let go',
    preset: 'touchosc',
    packet: '/1/push1~~~~,f~~~~~~',
    readings: [],
  },
  {
    program: 'TouchOSC: a pad with two numbers, and one of several faders',
    preset: 'touchosc',
    packet: '#bundle~~~~~~~~\x01~~~\x14/3/xy~~~,ff~>\x80~~?@~~~~~\x1c/1/multifader1/3~~~~,f~~?\x19\x99\x9a',
    readings: [],
  },
  {
    program:
      'Logic: numbers from 0 to 1, whether a fader is touched, and labels as text; none of it is played',
    preset: 'touchosc',
    packet:
      '#bundle~~~~~~~~\x01~~~\x14/1/fader1~~~,f~~?@~~~~~\x14/1/fader1/z~,f~~?\x80~~~~~\x18/1/label1~~~,s~~Guitar~~',
    readings: [],
  },
  {
    program: 'Pure Data: every number a float, no pitch is -1500',
    preset: 'pd-sigmund',
    packet: '/pd/sigmund/pitch~~~,f~~\xc4\xbb\x80~',
    readings: [{ kind: 'pitch', frequency: null }],
  },
  {
    program: 'Pure Data: an attack without arguments, then its note',
    preset: 'pd-fiddle',
    packet: '/pd/fiddle/attack~~~,~~~',
    readings: [],
  },
  {
    program: 'SuperCollider: SendReply with node and reply number',
    preset: 'sc-sendreply',
    packet: '/fc/pitch~~~,iifff~~~~\x03\xe8\xff\xff\xff\xff\x43\x5c~~\x3f\x7d\x70\xa4\x3f\x80~~',
    readings: [{ kind: 'pitch', frequency: expect.closeTo(220, 9), level: 0 }],
  },
  {
    program: 'SuperCollider: a bundle for an instant',
    preset: 'supercollider',
    packet: '#bundle~\xec~~~3333~~~ /sc/pitch~~~,fff~~~~B\xdc~~?xQ\xec>L\xcc\xcd',
    readings: [{ kind: 'pitch', frequency: 110, clarity: expect.closeTo(0.97, 6) }],
  },
  {
    program: 'a JUCE plugin that lost the slash of "/" sends an address of nothing',
    preset: 'fretcoach',
    packet: '~~~~,f~~\x3f\x80~~',
    readings: [],
    faults: ['not-osc'],
  },
  {
    program: 'SWAM: continuous controllers from 0 to 1, of which none is a note',
    preset: 'fretcoach',
    packet: '/swam/expression~~~~,f~~?L\xcc\xcd',
    readings: [],
  },
  {
    program: 'liblo: MIDI as four bytes',
    preset: 'fretcoach',
    packet: '/fretcoach/midi~,m~~~\x90\x40\x64',
    readings: [{ kind: 'note-on', string: 1, noteNumber: 64, velocity: 100 }],
  },
];

describe('captures', () => {
  test.each(CAPTURES)('$program', ({ preset, packet, readings, faults = [], calls = [] }) => {
    const heard: Reading[] = [];
    const called: string[] = [];
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
      { emit: (reading) => heard.push(reading), call: (method) => called.push(method) },
      'life',
    );
    const decoded = decodePacket(Buffer.from(packet.replaceAll('~', '\0'), 'latin1'));
    for (const message of decoded.messages) mapper.accept(message, 0);
    expect(heard).toMatchObject(readings);
    expect(heard).toHaveLength(readings.length);
    expect(decoded.faults).toEqual(faults);
    expect(called).toEqual(calls);
  });
});
