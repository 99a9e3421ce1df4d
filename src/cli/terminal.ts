import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Io } from './command.js';
import { wrap } from './wrap.js';

const CLEAR_LINE = '\r\u001b[2K';

/** The process as a command sees it. Its signal is Ctrl+C, or a reader that has left, as `head` does. */
export function terminal(): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (process.env.npm_lifecycle_event) whenLeftBehind(() => stop.abort());
  process.stdout.on('error', () => stop.abort());
  process.stderr.on('error', () => {}); // Warnings that nobody reads stop no practice.
  process.once('exit', closeLostTerminals([0, 1, 2].filter(isatty)));
  let hasProgress = false;
  const clear = (): void => {
    if (hasProgress) process.stderr.write(CLEAR_LINE);
    hasProgress = false;
  };
  const write = (stream: NodeJS.WriteStream, line: string): void => {
    clear();
    stream.write(`${line}\n`);
  };
  return {
    out: (line) => write(process.stdout, line),
    err: (line) => write(process.stderr, wrap(line, widthOf(process.stderr))),
    width: widthOf(process.stdout),
    progress: (line) => {
      if (!process.stderr.isTTY) return;
      clear();
      if (line === '') return;
      process.stderr.write(line.slice(0, widthOf(process.stderr) - 1));
      hasProgress = true;
    },
    env: process.env,
    cwd: process.cwd(),
    signal: stop.signal,
    onHangup: (call) => {
      process.on('SIGHUP', call);
      return () => process.off('SIGHUP', call);
    },
  };
}

function widthOf(stream: NodeJS.WriteStream): number {
  // A terminal that was never given a size says 0.
  return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}

/** Node puts terminals back as they were, and aborts where the window was closed; what is closed it leaves alone. */
function closeLostTerminals(terminals: readonly number[]): () => void {
  return () => {
    for (const fd of terminals) if (!isatty(fd)) closeSync(fd);
  };
}

/** A signal sent to npm ends npm and its shell, and never arrives here: their end has to do. */
function whenLeftBehind(call: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && call(), 500).unref();
}
