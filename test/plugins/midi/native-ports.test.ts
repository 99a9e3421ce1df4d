import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativePorts } from '../../../src/plugins/midi/sources/native-ports.js';
import { ownFolder } from '../../support/database.js';
import { fakeNative } from '../../support/fake-midi.js';

/** easymidi itself, over a library that behaves as the native one does where there is a sequencer. */
const require = createRequire(import.meta.url);
const lazy = require('@julusian/midi/lazy') as { input: unknown };
const easymidi = require('easymidi') as typeof import('easymidi');
const realInput = lazy.input;
const PICKUP = 'TriplePlay:TriplePlay MIDI 1 28:0';
const { native, clients, play } = fakeNative('Midi Through:Midi Through Port-0 14:0', PICKUP);
const ports = new NativePorts(easymidi, {
  get input() {
    return native.input;
  },
  set input(input) {
    native.input = input;
    lazy.input = input;
  },
  Input: native.Input,
});

beforeAll(() => {
  lazy.input = native.input;
});
afterAll(() => {
  lazy.input = realInput;
});

describe('ports through easymidi', () => {
  test('hand over the bytes of the port that was opened', () => {
    const heard: (readonly number[])[] = [];
    const port = ports.open(PICKUP, (bytes) => heard.push(bytes));
    play(PICKUP, 0x90, 64, 100);
    play('Midi Through:Midi Through Port-0 14:0', 0x90, 1, 1);
    port.close();
    play(PICKUP, 0x80, 64, 0);
    expect(heard).toEqual([[0x90, 64, 100]]);
  });

  test('open and close a thousand times without keeping a sequencer client', () => {
    for (let round = 0; round < 1000; round += 1) {
      const port = ports.open(PICKUP, () => {});
      expect(clients.size).toBe(1);
      port.close();
      port.close();
    }
    expect(clients.size).toBe(0);
  });

  test('are listed ten thousand times while one is open, which goes on listening', () => {
    const heard: (readonly number[])[] = [];
    const port = ports.open(PICKUP, (bytes) => heard.push(bytes));
    for (let round = 0; round < 10_000; round += 1) expect(ports.names()).toHaveLength(2);
    play(PICKUP, 0xfe);
    expect(heard).toEqual([[0xfe]]);
    expect(clients.size).toBe(1);
    port.close();
  });

  test('that are gone are refused, and nothing is left of the try', () => {
    expect(() => ports.open('Ghost 20:0', () => {})).toThrow(/No MIDI input found/);
    expect(clients.size).toBe(0);
  });

  test.skipIf(process.platform === 'win32')('of our own can be played into', () => {
    const heard: (readonly number[])[] = [];
    const port = ports.openVirtual('FretCoach', (bytes) => heard.push(bytes));
    play('FretCoach', 0xc0, 7);
    port.close();
    expect(heard).toEqual([[0xc0, 7]]);
    expect(clients.size).toBe(0);
  });

  test.skipIf(process.platform !== 'linux')(
    'are looked for at once when the system gets a device, and when it loses one',
    async () => {
      const devices = ownFolder();
      const plug = () => writeFileSync(join(devices, 'midiC1D0'), '');
      const unplug = () => rmSync(join(devices, 'midiC1D0'));
      for (const deed of [plug, unplug]) {
        let undo = () => {};
        await new Promise<void>((noticed) => {
          undo = new NativePorts(easymidi, native, devices).watch(noticed);
          deed();
        });
        undo();
      }
    },
  );

  test('are not watched where there are no devices at all', () => {
    const undo = new NativePorts(easymidi, native, '/nowhere/snd').watch(() => {
      throw new Error('nothing can have changed');
    });
    undo();
  });

  test('of the same name are told apart', () => {
    const twins = fakeNative('Jamstik', 'Jamstik', 'Jamstik');
    expect(new NativePorts(easymidi, twins.native).names()).toEqual(['Jamstik', 'Jamstik1', 'Jamstik2']);
  });
});
