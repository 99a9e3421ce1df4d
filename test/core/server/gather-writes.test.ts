import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { gatherWrites } from '../../../src/core/server/gather-writes.js';

/** Remembers what would have gone to the system at once. */
function wire() {
  const sent: string[][] = [];
  const socket = new Duplex({
    read() {},
    write: (chunk, _, done) => {
      sent.push([String(chunk)]);
      done();
    },
    writev: (chunks, done) => {
      sent.push(chunks.map(({ chunk }) => String(chunk)));
      done();
    },
  });
  gatherWrites(socket);
  return { socket, sent };
}

const turn = () => new Promise((done) => setImmediate(done));

test('a note and its scores travel together, the next note by itself', async () => {
  const { socket, sent } = wire();
  for (const word of ['note', 'metrics', 'feedback']) socket.write(word);
  expect(sent).toEqual([]);
  expect(socket.writableLength).toBeGreaterThan(0);
  await turn();
  socket.write('note');
  await turn();
  expect(sent).toEqual([['note', 'metrics', 'feedback'], ['note']]);
  expect(socket.writableLength).toBe(0);
});

test('a long speech is not held back to its end, also by one who holds its parts together', async () => {
  const { socket, sent } = wire();
  for (let part = 0; part < 3; part++) {
    socket.cork();
    socket.write('x'.repeat(10_000));
    socket.uncork();
  }
  expect(sent.map((words) => words.length)).toEqual([2]);
  await turn();
  expect(sent.map((words) => words.length)).toEqual([2, 1]);
  expect(socket.writableCorked).toBe(0);
});

test('a last word before the end is said', async () => {
  const { socket, sent } = wire();
  socket.write('bye');
  socket.end('close');
  await turn();
  expect(sent.flat()).toEqual(['bye', 'close']);
});
