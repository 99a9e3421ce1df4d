import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Light, luminances, NEUTRAL, PALETTES } from '../../../src/core/light/index.js';
import type { FeedbackEvent, RunningOutput } from '../../../src/core/plugin/index.js';
import { summary } from '../../../src/core/plugin/testing/feedback-samples.js';
import { outputContract } from '../../../src/core/plugin/testing/index.js';
import { TestBench } from '../../../src/core/plugin/testing/test-bench.js';
import { output } from '../../../src/plugins/smart-bulb/index.js';
import { lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import type { LampDriver, LampState } from '../../../src/plugins/smart-bulb/lamp-driver.js';
import { SmartBulbOutput } from '../../../src/plugins/smart-bulb/smart-bulb-output.js';
import { settle } from '../../support/surroundings.js';
import { FakeWled } from './fake-wled.js';

type Sent = { readonly at: number; readonly light: Light; readonly fade: number };

/** A lamp that remembers what it was told, and can be lost or slow. */
class ScriptedLamp implements LampDriver {
  readonly name = 'the test lamp';
  capabilities = { fades: true, maxRate: 5 };
  readonly sent: Sent[] = [];
  readonly restored: unknown[] = [];
  found: LampState | null = { raw: 'as found', light: { hue: 200, saturation: 0.5, brightness: 0.5 } };
  isLost = false;
  isSlow = false;
  isDisposed = false;

  constructor(private readonly now: () => number) {}

  async connect(): Promise<void> {
    await this.check();
  }
  async snapshot(): Promise<LampState | null> {
    await this.check();
    return this.found;
  }
  async restore(state: LampState): Promise<void> {
    await this.check();
    this.restored.push(state.raw);
  }
  async apply(light: Light, fade: number): Promise<void> {
    await this.check();
    this.sent.push({ at: this.now(), light, fade });
    if (this.isSlow) await new Promise(() => {});
  }
  async check(): Promise<void> {
    if (this.isLost) throw new Error('the lamp is gone');
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

let folder: string;
let bench: TestBench;
let lamp: ScriptedLamp;
let playing: RunningOutput<unknown>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fretcoach-lamp-'));
  plugIn();
});
afterEach(() => rmSync(folder, { recursive: true }));

function plugIn(settings: object = {}): void {
  bench = new TestBench(undefined, folder);
  lamp = new ScriptedLamp(() => bench.clock.now());
  const config = lampConfig.parse({ driver: 'wled', host: 'lamp', ...settings });
  playing = new SmartBulbOutput(bench.contextFor(config), lamp) as RunningOutput<unknown>;
}

/** Lets time pass in small steps, with every promise heard in between. */
async function pass(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 50) {
    bench.clock.advance(Math.min(50, left));
    await settle();
  }
}

const base = { time: 0, sessionId: summary.id } as const;
const quality = (
  value: number | null,
  sessionId: string | null = summary.id,
  ambientLighting = true,
): FeedbackEvent => ({
  ...base,
  sessionId,
  topic: 'feedback',
  quality: value,
  strictness: 0.5,
  judgement: null,
  ambientLighting,
});
const began = (id = summary.id, ambientLighting = true) =>
  ({
    ...base,
    topic: 'session',
    state: 'started',
    session: { ...summary, id, ambientLighting },
  }) as FeedbackEvent;
const ended = (id = summary.id) =>
  ({ ...base, topic: 'session', state: 'ended', session: { ...summary, id }, result: {} }) as FeedbackEvent;

const latest = () => lamp.sent.at(-1)?.light;

test('without a practice the lamp is left alone, whatever is played', async () => {
  await playing.start();
  playing.deliver(quality(1, null));
  await pass(3_000);
  expect(lamp.sent).toEqual([]);
});

test('a practice begins in neutral, then follows the playing and arrives', async () => {
  await playing.start();
  playing.deliver(began());
  await pass(1_500);
  expect(lamp.sent).toMatchObject([{ light: NEUTRAL, fade: 1_000 }]);
  playing.deliver(quality(1));
  await pass(4_000);
  expect(latest()).toEqual(PALETTES.classic(1));
});

test('when there is nothing to say the lamp returns to neutral', async () => {
  await playing.start();
  playing.deliver(quality(0.9));
  await pass(4_000);
  playing.deliver(quality(null));
  await pass(4_000);
  expect(latest()).toEqual(NEUTRAL);
});

test('it sends at the lamp’s rate, each step as long as the wait for the next, and stops when it has arrived', async () => {
  await playing.start();
  playing.deliver(quality(1));
  await pass(6_000);
  const steps = lamp.sent.slice(1);
  expect(steps.length).toBeGreaterThan(5);
  expect(steps.every(({ fade }) => fade === 200)).toBe(true);
  expect(steps.every(({ at }, index) => index === 0 || at - (steps[index - 1]?.at ?? 0) >= 200)).toBe(true);
  const count = lamp.sent.length;
  await pass(5_000);
  expect(lamp.sent).toHaveLength(count);
});

test('alternating perfect and wrong notes never makes it flash', async () => {
  await playing.start();
  for (let beat = 0; beat < 60; beat++) {
    playing.deliver(quality(beat % 2));
    await pass(150);
  }
  const steps = lamp.sent.slice(1);
  for (const [index, { light, at }] of steps.entries()) {
    const before = steps[index - 1];
    if (!before) continue;
    const change = Math.abs((luminances(light)[0] ?? 0) - (luminances(before.light)[0] ?? 0));
    expect(change).toBeLessThanOrEqual((0.4 * (at - before.at)) / 1000 + 1e-9);
  }
});

test('a slow lamp is given only the newest light', async () => {
  await playing.start();
  playing.deliver(quality(0));
  await pass(1_000);
  lamp.isSlow = true;
  await pass(3_000);
  expect(lamp.sent).toHaveLength(2);
});

test('after the practice the lamp is given back as it was found', async () => {
  await playing.start();
  playing.deliver(began());
  await pass(2_000);
  playing.deliver(ended());
  await pass(2_000);
  expect(lamp.restored).toEqual(['as found']);
  expect(bench.reports.at(-1)?.message).toBe('The test lamp waits for a practice.');
});

test('a lamp that cannot fade by itself is led there and back in small steps', async () => {
  lamp.capabilities = { fades: false, maxRate: 10 };
  playing = new SmartBulbOutput(
    bench.contextFor(lampConfig.parse({ driver: 'wiz', host: 'lamp' })),
    lamp,
  ) as RunningOutput<unknown>;
  await playing.start();
  playing.deliver(began());
  await pass(2_000);
  expect(lamp.sent).toHaveLength(10);
  expect(latest()).toEqual(NEUTRAL);
  playing.deliver(ended());
  await pass(2_000);
  expect(lamp.sent).toHaveLength(19);
  expect(lamp.restored).toEqual(['as found']);
});

test('a practice without ambient lighting leaves the lamp alone', async () => {
  await playing.start();
  playing.deliver(began(summary.id, false));
  playing.deliver(quality(1, summary.id, false));
  await pass(3_000);
  expect(lamp.sent).toEqual([]);
});

test('with two practices it shows the one that began last, and is given back after both', async () => {
  await playing.start();
  playing.deliver(began('one'));
  playing.deliver(began('two'));
  await pass(1_500);
  playing.deliver(quality(0, 'one'));
  playing.deliver(quality(1, 'two'));
  await pass(4_000);
  expect(latest()).toEqual(PALETTES.classic(1));
  playing.deliver(ended('two'));
  playing.deliver(quality(0, 'one'));
  await pass(4_000);
  expect(latest()).toEqual(PALETTES.classic(0));
  expect(lamp.restored).toEqual([]);
  playing.deliver(ended('one'));
  await pass(2_000);
  expect(lamp.restored).toEqual(['as found']);
});

test('a practice that is over before the lamp was taken does not touch it', async () => {
  await playing.start();
  playing.deliver(began());
  playing.deliver(ended());
  await pass(3_000);
  expect(lamp.sent).toEqual([]);
});

test('a practice that is over while the lamp fades in gives it back all the same', async () => {
  await playing.start();
  playing.deliver(began());
  await pass(300);
  playing.deliver(ended());
  await pass(3_000);
  expect(lamp.restored).toEqual(['as found']);
});

test('stopping the bridge in mid-practice gives the lamp back at once', async () => {
  await playing.start();
  playing.deliver(began());
  await pass(2_000);
  await playing.stop();
  expect(lamp.restored).toEqual(['as found']);
  expect(lamp.isDisposed).toBe(true);
  expect(bench.leftovers).toEqual([]);
});

describe('a lamp that is lost', () => {
  test('is reported once, and nothing more is sent', async () => {
    await playing.start();
    playing.deliver(quality(1));
    await pass(2_000);
    lamp.isLost = true;
    await pass(3_000);
    expect(bench.failures).toEqual([new Error('the lamp is gone')]);
    const count = lamp.sent.length;
    await pass(2_000);
    expect(lamp.sent).toHaveLength(count);
    await playing.stop();
    expect(bench.leftovers).toEqual([]);
  });

  test('is noticed within ten seconds even when nothing is played', async () => {
    await playing.start();
    lamp.isLost = true;
    await pass(10_000);
    expect(bench.failures).toHaveLength(1);
  });

  test('gets its former light back when it returns, as after a crash', async () => {
    await playing.start();
    playing.deliver(began());
    await pass(2_000);
    lamp.isLost = true;
    playing.deliver(quality(1));
    await pass(1_000);
    await playing.stop();
    expect(lamp.restored).toEqual([]);
    plugIn();
    await playing.start();
    await pass(1_500);
    expect(lamp.restored).toEqual(['as found']);
    plugIn();
    await playing.start();
    await pass(1_500);
    expect(lamp.restored).toEqual([]);
  });
});

test('a lamp that does not tell its state says so', async () => {
  lamp.found = null;
  await playing.start();
  playing.deliver(began());
  await pass(2_000);
  expect(bench.reports.at(-1)?.hint).toBe('It does not tell its state, so it keeps its colour afterwards.');
});

test('its full brightness can be turned down', async () => {
  plugIn({ brightness: 0.5 });
  await playing.start();
  playing.deliver(quality(1));
  await pass(6_000);
  expect(latest()?.brightness).toBeCloseTo(0.5);
});

test.each([
  [
    {
      driver: 'wled',
      host: 'x',
      palette: [
        { at: 0, color: 'red' },
        { at: 1, color: '#00ff00' },
      ],
    },
  ],
  [{ driver: 'wled', host: 'x', palette: 'rainbow' }],
  [{ driver: 'mqtt', url: 'http://broker', format: 'json', topic: 'x' }],
  [{ driver: 'mqtt', url: 'mqtt://broker', format: 'json', topic: 'lamps/#' }],
  [{ driver: 'disco', host: 'x' }],
])('%j is refused', (config) => {
  expect(() => lampConfig.parse(config)).toThrow();
});

describe('the plugin', async () => {
  const wled = await FakeWled.open();
  const data = mkdtempSync(join(tmpdir(), 'fretcoach-lamp-contract-'));
  afterEach(() => rmSync(data, { recursive: true, force: true }));
  const subject = {
    plugin: output as never,
    config: { driver: 'wled', host: '127.0.0.1', port: wled.port },
    dataDir: data,
  };
  for (const { title, run } of outputContract(subject)) test(title, run);
  test.sequential('and lets go of the lamp', () => wled.close());
});
