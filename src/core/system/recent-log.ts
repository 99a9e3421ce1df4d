import type { Clock } from '../plugin/clock.js';
import type { LogFacts, Logger } from '../plugin/logger.js';

export interface LogLine {
  readonly at: Date;
  readonly level: 'info' | 'warn' | 'error';
  /** Who spoke, such as `kitchen`; empty for the bridge itself. */
  readonly name: string;
  readonly message: string;
}

export const MOST_LINES = 200;
export const LONGEST_LINE = 500;

/**
 * The last lines of the log, in memory, for whoever looks after the bridge from a page. Sentences only: facts beside them
 * stay in the log itself.
 */
export class RecentLog {
  private readonly kept: LogLine[] = [];

  constructor(private readonly clock: Clock) {}

  /** Oldest first, at most 200. */
  get lines(): readonly LogLine[] {
    return this.kept;
  }

  /** A logger that tells everything on, and has it kept here from `info` up. */
  around(log: Logger, name = ''): Logger {
    const keeping =
      (level: LogLine['level']) =>
      (message: string, facts?: LogFacts): void => {
        this.keep({ at: this.clock.date(), level, name, message: message.slice(0, LONGEST_LINE) });
        log[level](message, facts);
      };
    return {
      debug: (message, facts) => log.debug(message, facts),
      info: keeping('info'),
      warn: keeping('warn'),
      error: keeping('error'),
      named: (inner) => this.around(log.named(inner), inner),
    };
  }

  private keep(line: LogLine): void {
    this.kept.push(line);
    if (this.kept.length > MOST_LINES) this.kept.shift();
  }
}
