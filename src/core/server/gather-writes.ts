import type { Duplex } from 'node:stream';

/** More is sent within the turn: a slow reader is known by what waits. */
const MOST_GATHERED = 16_384;

/**
 * Lets what is written within one turn of the event loop travel together: a note and its scores are one write to the
 * system instead of one each.
 */
export function gatherWrites(socket: Duplex): void {
  const write: (...args: never[]) => boolean = socket.write.bind(socket);
  let isGathering = false;
  const send = () => {
    isGathering = false;
    socket.uncork();
  };
  socket.write = (...args: never[]) => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(send);
    }
    const hasRoom = write(...args);
    if (socket.writableLength > MOST_GATHERED) sendNow(socket);
    return hasRoom;
  };
}

/** Whoever holds the socket's words back goes on doing so with those that follow. */
function sendNow(socket: Duplex): void {
  const holders = socket.writableCorked;
  for (let each = 0; each < holders; each++) socket.uncork();
  for (let each = 0; each < holders; each++) socket.cork();
}
