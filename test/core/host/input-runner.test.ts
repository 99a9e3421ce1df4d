import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { DeviceError, FatalError, PluginConfigError } from '../../../src/core/errors.js';
import type { SourcedReading } from '../../../src/core/events/reading.js';
import { InputRunner } from '../../../src/core/host/input-runner.js';
import { defineInput, type InputPlugin } from '../../../src/core/plugin/input-plugin.js';
import type { InputContext } from '../../../src/core/plugin/plugin-context.js';
import { PluginMounts } from '../../../src/core/server/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { settle, surroundingsWith } from '../../support/surroundings.js';

interface Stage {
  readonly clock: FakeClock;
  readonly heard: SourcedReading[];
  readonly silenced: string[];
  readonly runner: InputRunner;
  readonly mounts: PluginMounts;
  context(): InputContext<unknown>;
}

function stageWith(hooks: {
  start?: () => void | Promise<void>;
  stop?: () => void;
  parse?: (raw: unknown) => unknown;
}): Stage {
  const clock = new FakeClock();
  const heard: SourcedReading[] = [];
  const silenced: string[] = [];
  let context: InputContext<unknown> | undefined;
  const plugin = defineInput<unknown>({
    name: 'test',
    config: { parse: hooks.parse ?? ((raw) => raw) },
    create(given) {
      context = given;
      return { start: hooks.start ?? (() => {}), stop: hooks.stop ?? (() => {}) };
    },
  });
  const sink = {
    accept: (one: SourcedReading) => heard.push(one),
    silence: (source: string) => silenced.push(source),
  };
  const mounts = new PluginMounts();
  const spec = { id: 'mic', use: 'test', enabled: true, required: false, config: {} };
  const runner = new InputRunner(spec, plugin as unknown as InputPlugin<never>, sink, {
    ...surroundingsWith(clock),
    mounts,
  });
  return {
    clock,
    heard,
    silenced,
    runner,
    mounts,
    context: () => {
      if (!context) throw new Error('not created yet');
      return context;
    },
  };
}

const pluck = { kind: 'note-on', time: 1, noteId: 'a', noteNumber: 60, confidence: 1 } as const;
const pitch = { kind: 'pitch', time: 1, frequency: 110, clarity: 1 } as const;

describe('an input', () => {
  test('that starts is running, and its readings carry its name', async () => {
    const { runner, context, heard } = stageWith({});
    await runner.start();
    context().emit(pitch);
    expect(runner.status.state).toBe('running');
    expect(heard).toEqual([{ source: 'mic', reading: pitch }]);
  });

  test('with a wrong configuration waits for a better one and does not try again', async () => {
    const parse = () => {
      throw new PluginConfigError('/port', 'port: must be a number');
    };
    const { runner, clock } = stageWith({ parse });
    await runner.start();
    clock.advance(600_000);
    await settle();
    expect(runner.status).toMatchObject({ state: 'needs-config', restarts: 0 });
    expect(runner.status.message).toContain('port: must be a number');
  });

  test('whose device is missing looks for it again, and plays when it is there', async () => {
    let isPlugged = false;
    const start = () => {
      if (!isPlugged) throw new DeviceError('missing', 'No interface "Scarlett 2i2".', 'Plug it in.');
    };
    const { runner, clock } = stageWith({ start });
    await runner.start();
    expect(runner.status).toMatchObject({ state: 'needs-device', hint: 'Plug it in.' });
    expect(runner.status.nextTryAt).not.toBeNull();
    isPlugged = true;
    clock.advance(5_000);
    await settle();
    expect(runner.status.state).toBe('running');
  });

  test('that fails five times within five minutes is quarantined, with a trial every five minutes', async () => {
    let attempts = 0;
    const start = () => {
      attempts++;
      throw new Error('the stream broke');
    };
    const { runner, clock } = stageWith({ start });
    await runner.start();
    for (let second = 0; second < 60 && attempts < 5; second++) {
      clock.advance(1_000);
      await settle();
    }
    expect(attempts).toBe(5);
    expect(runner.status.state).toBe('quarantined');
    clock.advance(299_000);
    await settle();
    expect(attempts).toBe(5);
    clock.advance(1_000);
    await settle();
    expect(attempts).toBe(6);
  });

  test('that says no retry will help is left alone', async () => {
    const start = () => {
      throw new FatalError('This machine has no audio at all.');
    };
    const { runner, clock } = stageWith({ start });
    await runner.start();
    clock.advance(3_600_000);
    await settle();
    expect(runner.status).toMatchObject({ state: 'failed', restarts: 0 });
  });

  test('that does not start within ten seconds is given up and closed', async () => {
    let stops = 0;
    const { runner, clock } = stageWith({
      start: () => new Promise<void>(() => {}),
      stop: () => void stops++,
    });
    const started = runner.start();
    await settle();
    clock.advance(10_000);
    await started;
    expect(stops).toBe(1);
    expect(runner.status.state).toBe('reconnecting');
    expect(runner.status.message).toContain('did not start within 10 s');
  });

  test('that breaks while playing is closed, its notes are ended, and it starts again', async () => {
    const { runner, clock, context, silenced } = stageWith({});
    await runner.start();
    const broken = context();
    broken.fail(new Error('device vanished'));
    await settle();
    expect(runner.status.state).toBe('reconnecting');
    expect(silenced).toEqual(['mic']);
    expect(broken.signal.aborted).toBe(true);
    clock.advance(1_000);
    await settle();
    expect(runner.status.state).toBe('running');
    expect(context()).not.toBe(broken);
  });

  test('that was stopped says nothing any more, and leaves no timer behind', async () => {
    const { runner, clock, context, heard } = stageWith({});
    await runner.start();
    const before = context();
    before.clock.every(10, () => before.emit(pitch));
    clock.advance(20);
    expect(heard).toHaveLength(2);
    await runner.stop();
    before.emit(pitch);
    clock.advance(100);
    expect(heard).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('off by one');
      },
    ],
    [
      'promises and does not keep it',
      async () => {
        throw new Error('off by one');
      },
    ],
  ])('whose timer %s fails alone, and starts again', async (_how, call) => {
    const { runner, clock, context } = stageWith({});
    await runner.start();
    context().clock.every(10, call);
    expect(() => clock.advance(10)).not.toThrow();
    await settle();
    expect(runner.status).toMatchObject({ state: 'reconnecting', message: 'off by one' });
    expect(clock.pending).toBe(1); // the next try
  });

  const wrong = (): never => {
    throw new Error('off by one');
  };

  test.each<[string, (socket: WebSocket) => void | Promise<void>]>([
    ['breaks down when a page comes', wrong],
    ['promises a page something and does not keep it', async () => wrong()],
    ['breaks down over what a page says', (socket) => void socket.on('message', wrong)],
    [
      'promises an answer and does not keep it',
      (socket) => {
        socket.on('message', async () => wrong());
      },
    ],
  ])('that %s fails alone, and starts again', async (_how, accept) => {
    const { runner, context, mounts } = stageWith({});
    await runner.start();
    context().http.socket('page', accept);
    const page = new EventEmitter() as WebSocket;
    expect(() => {
      mounts.socketAt('/plugins/mic/page')?.accept(page, { scopes: [], address: '', origin: null });
      page.emit('message', Buffer.of(), false);
    }).not.toThrow();
    await settle();
    expect(runner.status).toMatchObject({ state: 'reconnecting', message: 'off by one' });
  });

  test('that is stopped while it restarts stays stopped', async () => {
    let starts = 0;
    const { runner } = stageWith({ start: () => void starts++ });
    await runner.start();
    await Promise.all([runner.restart(), runner.stop()]);
    await settle();
    expect(runner.status.state).toBe('stopped');
    expect(starts).toBe(1);
  });

  test('that is started twice plays once', async () => {
    let sounding = 0;
    const { runner } = stageWith({ start: () => void sounding++, stop: () => void sounding-- });
    await Promise.all([runner.start(), runner.start()]);
    await runner.start();
    expect(sounding).toBe(1);
  });

  test('may be stopped twice, before it started and while it starts', async () => {
    const { runner } = stageWith({ start: () => new Promise<void>(() => {}) });
    await runner.stop();
    void runner.start();
    await settle();
    await runner.stop();
    await runner.stop();
    expect(runner.status.state).toBe('stopped');
  });

  test.each([
    ['no number for a time', { ...pitch, time: Number.NaN }],
    ['a frequency of zero', { ...pitch, frequency: 0 }],
    ['an infinite frequency', { ...pitch, frequency: Number.POSITIVE_INFINITY }],
    ['a clarity above one', { ...pitch, clarity: 2 }],
    ['a note number in words', { ...pluck, noteNumber: '60' }],
    ['a tempo in words', { kind: 'transport', time: 1, tempo: '120' }],
    ['a transport that neither plays nor stands', { kind: 'transport', time: 1, isPlaying: 'yes' }],
    ['an unknown kind', { kind: 'constructor', time: 1 }],
    ['nothing at all', null],
  ])('is not believed when it emits %s', async (_what, reading) => {
    const { runner, context, heard } = stageWith({});
    await runner.start();
    context().emit(reading as never);
    expect(heard).toEqual([]);
    expect(runner.status.state).toBe('running');
  });
});
