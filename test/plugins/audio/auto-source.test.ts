import { expect, test } from 'vitest';
import { DeviceError } from '../../../src/core/plugin/index.js';
import type { AudioFormat, AudioSink, AudioSource } from '../../../src/plugins/audio/audio-source.js';
import { AutoSource } from '../../../src/plugins/audio/sources/auto-source.js';
import { FakeClock } from '../../support/fake-clock.js';
import { settle } from '../../support/surroundings.js';

const format = (source: string): AudioFormat => ({
  source,
  device: 'default',
  sampleRate: 48_000,
  channels: 1,
  latency: 20,
  isLive: true,
  startsAt: null,
});

/** A way to sound that a test opens and closes by hand. */
class Way implements AudioSource {
  sink: AudioSink | null = null;
  stops = 0;

  constructor(
    readonly name: string,
    private readonly works: () => boolean,
  ) {}

  async start(sink: AudioSink): Promise<void> {
    this.sink = sink;
    if (!this.works()) throw new DeviceError('missing', `${this.name} is missing.`);
    if (this.name === 'browser') sink.wait('waiting', 'open a page');
    else sink.open(format(this.name));
  }

  stop(): void {
    this.stops++;
  }
}

function setUp(working: Set<string>) {
  const clock = new FakeClock();
  const tried: Way[] = [];
  const make = (name: string) => () => {
    const way = new Way(name, () => working.has(name));
    tried.push(way);
    return way;
  };
  const browser = new Way('browser', () => true);
  const heard: string[] = [];
  const sink: AudioSink = {
    open: ({ source }) => heard.push(`open ${source}`),
    write: (samples) => heard.push(`write ${samples[0]}`),
    wait: () => heard.push('wait'),
    end: () => heard.push('end'),
    fail: () => heard.push('fail'),
  };
  const auto = new AutoSource([make('parec'), make('arecord')], browser, clock);
  return { auto, browser, clock, heard, sink, tried };
}

test('the first way that works is taken', async () => {
  const { auto, heard, sink, tried } = setUp(new Set(['arecord']));
  await auto.start(sink);
  await settle();
  tried[1]?.sink?.write(Float32Array.of(1));
  expect(heard).toEqual(['open arecord', 'write 1']);
  await auto.stop();
});

test('a page goes before the sound card, which comes back when the page leaves', async () => {
  const { auto, browser, heard, sink, tried } = setUp(new Set(['parec']));
  await auto.start(sink);
  await settle();
  browser.sink?.open(format('browser'));
  expect(tried[0]?.stops).toBe(1);
  tried[0]?.sink?.write(Float32Array.of(1)); // Still on its way from the card: not heard.
  browser.sink?.write(Float32Array.of(2));
  browser.sink?.wait('waiting', 'open a page');
  await settle();
  expect(heard).toEqual(['open parec', 'open browser', 'write 2', 'open parec']);
  await auto.stop();
});

test('an interface that is pulled out is looked for again, and every 15 seconds until it is back', async () => {
  const working = new Set(['parec']);
  const { auto, clock, heard, sink, tried } = setUp(working);
  await auto.start(sink);
  await settle();
  working.delete('parec');
  tried[0]?.sink?.fail(new DeviceError('missing', 'pulled out'));
  await settle();
  expect(heard).toEqual(['open parec', 'wait', 'wait']);
  working.add('parec');
  clock.advance(15_000);
  await settle();
  expect(heard.at(-1)).toBe('open parec');
  await auto.stop();
  expect(clock.pending).toBe(0);
});

test('after stop nothing is heard and nothing is looked for', async () => {
  const { auto, browser, clock, heard, sink, tried } = setUp(new Set(['parec']));
  await auto.start(sink);
  await settle();
  await auto.stop();
  tried[0]?.sink?.write(Float32Array.of(1));
  tried[0]?.sink?.fail(new Error('killed'));
  await settle();
  expect(heard).toEqual(['open parec']);
  expect([tried.length, browser.stops, clock.pending]).toEqual([1, 1, 0]);
});
