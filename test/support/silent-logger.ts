import type { Logger } from '../../src/core/plugin/logger.js';

/** Remembers what was said, for tests that listen. */
export class SilentLogger implements Logger {
  readonly lines: string[] = [];

  debug(message: string): void {
    this.lines.push(message);
  }

  info(message: string): void {
    this.lines.push(message);
  }

  warn(message: string): void {
    this.lines.push(message);
  }

  error(message: string): void {
    this.lines.push(message);
  }

  named(): Logger {
    return this;
  }
}
