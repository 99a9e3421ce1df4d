import { type Logger as Pino, pino } from 'pino';
import type { LogFacts, Logger } from '../plugin/logger.js';

/** Facts that never reach a log, wherever they stand. */
const SECRET_FACTS = ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization'];

/** JSON lines on standard error: standard output belongs to the commands. */
export class PinoLogger implements Logger {
  private constructor(private readonly pino: Pino) {}

  static open(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): PinoLogger {
    const options = { level, base: null, redact: SECRET_FACTS };
    return new PinoLogger(pino(options, pino.destination({ dest: 2, sync: true })));
  }

  debug(message: string, facts: LogFacts = {}): void {
    this.pino.debug(facts, message);
  }

  info(message: string, facts: LogFacts = {}): void {
    this.pino.info(facts, message);
  }

  warn(message: string, facts: LogFacts = {}): void {
    this.pino.warn(facts, message);
  }

  error(message: string, facts: LogFacts = {}): void {
    this.pino.error(facts, message);
  }

  named(name: string): Logger {
    return new PinoLogger(this.pino.child({ name }));
  }
}
