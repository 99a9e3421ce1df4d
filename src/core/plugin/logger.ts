import type { InjectionToken } from 'tsyringe';

/** Facts beside a sentence. Never secrets. */
export type LogFacts = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
  /** A logger that says who speaks. */
  named(name: string): Logger;
}
export const Logger: InjectionToken<Logger> = Symbol('Logger');
