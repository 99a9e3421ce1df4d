import { describe, expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/core/events/feedback-event.js';
import { OutputRunner } from '../../../src/core/host/output-runner.js';
import { defineOutput, type OutputPlugin } from '../../../src/core/plugin/output-plugin.js';
import type { PluginContext } from '../../../src/core/plugin/plugin-context.js';
import { FakeClock } from '../../support/fake-clock.js';
import { settle, surroundingsWith } from '../../support/surroundings.js';

const spec = { id: 'desk-lamp', use: 'test', enabled: true, required: false, config: {} };

function quality(value: number): FeedbackEvent {
  return {
    topic: 'feedback',
    time: 0,
    sessionId: null,
    quality: value,
    strictness: 0.5,
    judgement: null,
    ambientLighting: true,
  };
}

function transport(bar: number): FeedbackEvent {
  return {
    topic: 'transport',
    time: 0,
    sessionId: null,
    source: 'daw',
    isPlaying: true,
    tempo: 120,
    bar,
    beat: 1,
  };
}

/** Notes are what must not be lost; only their order matters here. */
function note(time: number): FeedbackEvent {
  return { topic: 'note', time, sessionId: null } as FeedbackEvent;
}

function lamp(deliver: (event: FeedbackEvent) => void | Promise<void>, topics?: OutputPlugin['topics']) {
  const clock = new FakeClock();
  let context!: PluginContext<unknown>;
  const plugin = defineOutput<unknown>({
    name: 'test',
    config: { parse: (raw) => raw },
    ...(topics && { topics }),
    create(given) {
      context = given;
      return { start() {}, stop() {}, deliver };
    },
  });
  return {
    clock,
    context: () => context,
    runner: new OutputRunner(spec, plugin as unknown as OutputPlugin<never>, surroundingsWith(clock)),
  };
}

/** An output that shows an event only when the test lets it. */
function slowLamp() {
  const shown: FeedbackEvent[] = [];
  let release = () => {};
  const stage = lamp((event) => {
    shown.push(event);
    return new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  const finish = async () => {
    release();
    await settle();
  };
  return { ...stage, shown, finish };
}

describe('an output', () => {
  test('shows an event at once while it is idle', async () => {
    const shown: FeedbackEvent[] = [];
    const { runner } = lamp((event) => void shown.push(event));
    await runner.start();
    runner.offer(quality(0.5));
    expect(shown).toEqual([quality(0.5)]);
  });

  test('hears only the topics it asked for', async () => {
    const shown: FeedbackEvent[] = [];
    const { runner } = lamp((event) => void shown.push(event), ['feedback']);
    await runner.start();
    runner.offer(note(1));
    runner.offer(quality(1));
    expect(shown).toEqual([quality(1)]);
  });

  test('that is slow sees the newest colour, and every note in order', async () => {
    const { runner, shown, finish } = slowLamp();
    await runner.start();
    for (const event of [quality(0.1), quality(0.2), note(1), quality(0.3), note(2), transport(1)])
      runner.offer(event);
    for (let step = 0; step < 5; step++) await finish();
    expect(shown).toEqual([quality(0.1), quality(0.3), note(1), note(2), transport(1)]);
    expect(runner.status.dropped).toBe(1);
  });

  test('that is far behind lets the oldest notes go and counts them', async () => {
    const { runner } = slowLamp();
    await runner.start();
    for (let time = 0; time < 300; time++) runner.offer(note(time));
    expect(runner.status.dropped).toBe(300 - 1 - 256);
  });

  test('that throws is a status, not a crash, and comes back', async () => {
    let isBroken = true;
    const { runner, clock } = lamp(() => {
      if (isBroken) throw new Error('the lamp is gone');
    });
    await runner.start();
    runner.offer(quality(1));
    await settle();
    expect(runner.status).toMatchObject({ state: 'reconnecting', message: 'the lamp is gone' });
    isBroken = false;
    clock.advance(1_000);
    await settle();
    expect(runner.status.state).toBe('running');
  });

  test('that was away shows what is played now, and nothing from before', async () => {
    const { runner, shown, finish, context } = slowLamp();
    await runner.start();
    for (const event of [note(1), note(2)]) runner.offer(event);
    context().status('reconnecting', 'The lamp went away.');
    await finish();
    context().status('running', 'The lamp is back.');
    runner.offer(note(3));
    await finish();
    expect(shown).toEqual([note(1), note(3)]);
  });

  test('that hangs for two seconds over one event is started afresh', async () => {
    const { runner, clock } = slowLamp();
    await runner.start();
    runner.offer(quality(1));
    clock.advance(2_000);
    await settle();
    expect(runner.status.state).toBe('reconnecting');
    expect(runner.status.message).toContain('took longer than 2 s');
  });
});
