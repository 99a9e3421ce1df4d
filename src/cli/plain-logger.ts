import type { LogFacts, Logger } from '../core/plugin/logger.js';
import type { Io } from './command.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Sentences for a person at a terminal; programs take the JSON lines of `--log-json`. */
export class PlainLogger implements Logger {
  constructor(
    private readonly io: Pick<Io, 'err'>,
    private readonly level: LogLevel,
    private readonly name = '',
  ) {}

  debug(message: string, facts?: LogFacts): void {
    this.say('debug', message, facts);
  }

  info(message: string, facts?: LogFacts): void {
    this.say('info', message, facts);
  }

  warn(message: string, facts?: LogFacts): void {
    this.say('warn', message, facts);
  }

  error(message: string, facts?: LogFacts): void {
    this.say('error', message, facts);
  }

  named(name: string): Logger {
    return new PlainLogger(this.io, this.level, name);
  }

  private say(level: LogLevel, message: string, facts: LogFacts = {}): void {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.level)) return;
    const time = new Date().toTimeString().slice(0, 8);
    const who = this.name && !message.includes(`"${this.name}"`) ? `${this.name}: ` : '';
    this.io.err(`${time} ${who}${message}`);
    if (this.level === 'debug' && facts.error instanceof Error) this.io.err(facts.error.stack ?? '');
  }
}
