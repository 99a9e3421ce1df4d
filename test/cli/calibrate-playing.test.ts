import { afterEach, expect, test } from 'vitest';
import { latencyOfPlaying } from '../../src/cli/calibrate-playing.js';
import { OnsetListener } from '../../src/cli/onset-listener.js';
import { FakeClock } from '../support/fake-clock.js';
import { noteFeedback } from '../support/feedback-samples.js';
import { startOverlayBridge } from '../support/overlay-bridge.js';

const CLICKS = Array.from({ length: 16 }, (_, count) => 1_000 + count * 600);

let listener: OnsetListener | undefined;
afterEach(() => listener?.close());

/** Plays a note `delays` after each click, on a bridge whose clock is an hour ahead of the player's. */
async function played(delays: (count: number) => number, inUse = 0) {
  const clock = new FakeClock();
  const bridgeClock = new FakeClock();
  const ahead = bridgeClock.now() + 3_600_000 - clock.now();
  bridgeClock.advance(3_600_000);
  const { url, overlay } = await startOverlayBridge({ clock: bridgeClock });
  listener = await OnsetListener.open(`${url.replace('http', 'ws')}/ws`, 'guitar');
  return latencyOfPlaying(listener, clock, inUse, async () => {
    for (const [count, click] of CLICKS.entries()) {
      const onset = click + ahead + delays(count);
      overlay.deliver(noteFeedback({ id: `guitar:${count}`, phase: 'onset', onset }, onset));
      overlay.deliver(
        noteFeedback({ id: `bass:${count}`, source: 'bass', phase: 'onset', onset: onset - 15 }),
      );
    }
    queueMicrotask(() => setImmediate(() => clock.advance(500)));
    return CLICKS;
  });
}

test('the latency of a pickup is the middle delay of sixteen notes played to clicks', async () => {
  expect(await played((count) => (count === 3 ? 190 : 38 + (count % 5)))).toEqual({
    latency_ms: 40,
    spread_ms: 2,
    clicks_heard: 16,
  });
});

test('what is taken off already counts too, and no device is early', async () => {
  expect(await played(() => -10, 35)).toMatchObject({ latency_ms: 25 });
  expect(await played(() => -20)).toMatchObject({ latency_ms: 0 });
});

test('notes that fall anywhere tell no latency', async () => {
  await expect(played((count) => (count % 4) * 100)).rejects.toThrow(/at uneven times/);
});

test('a bridge that is not there is told so', async () => {
  await expect(OnsetListener.open('ws://127.0.0.1:1/ws', 'guitar')).rejects.toThrow(/websocket/);
});
