import type { Logger } from '../../src/core/plugin/logger.js';

/** Says nothing, but keeps every warning and error. */
export class SilentLogger implements Logger {
  readonly warnings: string[] = [];

  debug(): void {}
  info(): void {}
  warn(message: string): void {
    this.warnings.push(message);
  }
  error(message: string): void {
    this.warnings.push(message);
  }
  named(): Logger {
    return this;
  }
}
