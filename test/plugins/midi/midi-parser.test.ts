import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MidiMessage } from '../../../src/plugins/midi/midi-message.js';
import { MidiParser } from '../../../src/plugins/midi/midi-parser.js';

function parse(...chunks: readonly number[][]) {
  const messages: MidiMessage[] = [];
  const parser = new MidiParser((message) => messages.push(message));
  for (const chunk of chunks) parser.write(chunk);
  return { messages, parser };
}

describe('golden bytes', () => {
  test.each<[string, number[], MidiMessage]>([
    ['note on', [0x90, 64, 100], { type: 'note-on', channel: 1, note: 64, velocity: 100 }],
    ['note off', [0x85, 40, 0], { type: 'note-off', channel: 6, note: 40, velocity: 0 }],
    ['key pressure', [0xa0, 64, 1], { type: 'key-pressure', channel: 1, note: 64, pressure: 1 }],
    ['control', [0xbf, 123, 0], { type: 'control', channel: 16, controller: 123, value: 0 }],
    ['program', [0xc1, 5], { type: 'program', channel: 2, program: 5 }],
    ['pressure', [0xd0, 77], { type: 'pressure', channel: 1, pressure: 77 }],
    ['bend at rest', [0xe0, 0, 64], { type: 'bend', channel: 1, value: 8192 }],
    ['bend full up', [0xe0, 127, 127], { type: 'bend', channel: 1, value: 16383 }],
    ['time code', [0xf1, 9], { type: 'time-code', value: 9 }],
    ['song position', [0xf2, 1, 1], { type: 'song-position', sixteenths: 129 }],
    ['song select', [0xf3, 3], { type: 'song-select', song: 3 }],
    ['tune request', [0xf6], { type: 'tune-request' }],
    ['clock', [0xf8], { type: 'clock' }],
    ['start', [0xfa], { type: 'start' }],
    ['continue', [0xfb], { type: 'continue' }],
    ['stop', [0xfc], { type: 'stop' }],
    ['active sensing', [0xfe], { type: 'active-sensing' }],
    ['reset', [0xff], { type: 'reset' }],
    ['sysex', [0xf0, 1, 2, 0xf7], { type: 'sysex', bytes: Uint8Array.of(0xf0, 1, 2, 0xf7) }],
  ])('%s', (_, bytes, message) => {
    const { messages, parser } = parse(bytes);
    expect(messages).toEqual([message]);
    expect(parser.strays).toBe(0);
  });

  test('running status saves the status byte of a strum', () => {
    expect(parse([0x90, 40, 90, 45, 80, 40, 0]).messages).toEqual([
      { type: 'note-on', channel: 1, note: 40, velocity: 90 },
      { type: 'note-on', channel: 1, note: 45, velocity: 80 },
      { type: 'note-on', channel: 1, note: 40, velocity: 0 },
    ]);
  });

  test('clock and active sensing may fall inside a message, and inside a sysex', () => {
    expect(parse([0x90, 0xfe, 64, 0xf8, 100]).messages.map(({ type }) => type)).toEqual([
      'active-sensing',
      'clock',
      'note-on',
    ]);
    expect(parse([0xf0, 1, 0xf8, 2, 0xf7]).messages).toEqual([
      { type: 'clock' },
      { type: 'sysex', bytes: Uint8Array.of(0xf0, 1, 2, 0xf7) },
    ]);
  });

  test('an unterminated sysex does not swallow the note that follows', () => {
    const { messages, parser } = parse([0xf0, 1, 2, 0x90, 64, 100]);
    expect(messages).toEqual([{ type: 'note-on', channel: 1, note: 64, velocity: 100 }]);
    expect(parser.strays).toBe(3);
  });

  test('a message that is cut off by another is dropped, and counted', () => {
    const { messages, parser } = parse([0x90, 64, 0x80, 64, 0]);
    expect(messages).toEqual([{ type: 'note-off', channel: 1, note: 64, velocity: 0 }]);
    expect(parser.strays).toBe(1);
  });

  test('data without a status, and after system messages, is stray', () => {
    expect(parse([64, 100]).parser.strays).toBe(2);
    expect(parse([0x90, 1, 1, 0xf6, 64, 100])).toMatchObject({ parser: { strays: 2 } });
    expect(parse([0xf4, 1, 0xf5, 2, 0xf9, 0xfd])).toMatchObject({ messages: [], parser: { strays: 4 } });
  });

  test('a sysex longer than anybody needs is dropped', () => {
    const { messages, parser } = parse([0xf0, ...new Array(70_000).fill(1), 0xf7, 0xfa]);
    expect(messages).toEqual([{ type: 'start' }]);
    expect(parser.strays).toBe(70_001);
  });
});

describe('whatever arrives', () => {
  const stream = fc.uint8Array({ maxLength: 400 }).map((bytes) => [...bytes]);

  test('every byte is part of a message, stray, or still waiting; never a throw', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        const { messages, parser } = parse(bytes);
        expect(parser.strays).toBeLessThanOrEqual(bytes.length);
        expect(messages.length + parser.strays).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test('it does not matter how the stream is cut', () => {
    fc.assert(
      fc.property(stream, fc.nat(400), (bytes, cut) => {
        expect(parse(bytes.slice(0, cut), bytes.slice(cut)).messages).toEqual(parse(bytes).messages);
      }),
    );
  });

  test('after any junk, a note is a note', () => {
    fc.assert(
      fc.property(stream, (junk) => {
        expect(parse(junk, [0x93, 60, 9]).messages.at(-1)).toEqual({
          type: 'note-on',
          channel: 4,
          note: 60,
          velocity: 9,
        });
      }),
    );
  });
});
