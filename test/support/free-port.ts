import { createServer } from 'node:net';

/**
 * A port that nobody listens on, and that nobody is given who asks for any: below the ones that Linux, macOS and Windows
 * hand out by themselves, so that it is still free when it is used.
 */
export async function freePort(): Promise<number> {
  const port = 24_000 + Math.floor(Math.random() * 8_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}
