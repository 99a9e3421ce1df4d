import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { servants } from '../../../../src/core/host/isolation/servants.js';
import type { InputContext } from '../../../../src/core/plugin/plugin-context.js';

test('a page that leaves what a plugin says unread is let go, since the plugin cannot see it', () => {
  const page = Object.assign(new EventEmitter(), {
    bufferedAmount: 0,
    isGone: false,
    send(text: string) {
      this.bufferedAmount += text.length;
    },
    terminate() {
      this.isGone = true;
    },
  });
  const caller = { address: '127.0.0.1', origin: null, scopes: [] };
  const socket = (_: string, accept: (socket: WebSocket, from: typeof caller) => void) =>
    accept(page as unknown as WebSocket, caller);
  const context = { http: { socket } } as unknown as InputContext<never>;
  const { socket: mount, say } = servants(context, () => undefined);
  mount?.(1, 'talk');
  for (let words = 0; words < 1_024; words++) say?.(1, 'x'.repeat(1_024));
  expect(page.isGone).toBe(false);
  say?.(1, 'x');
  expect(page.isGone).toBe(true);
});
