/** What the program tells the shell; documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** It could not be done. */
  failed: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** The configuration has faults. */
  config: 3,
  /** Ended by Ctrl+C before it was done. */
  interrupted: 130,
} as const;

/** The world as a command sees it; tests bring their own. */
export interface Io {
  /** A line of results. */
  out(line: string): void;
  /** A line for people: progress, warnings, errors. */
  err(line: string): void;
  /** Overwrites the last progress line where there is a terminal; silent elsewhere. An empty text clears it. */
  progress(line: string): void;
  /** Characters in a line of results; endless where they go into a file or another program. */
  readonly width: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborts at Ctrl+C and at SIGTERM. */
  readonly signal: AbortSignal;
  /** Calls at SIGHUP, the usual wish to read the configuration again. */
  onHangup(call: () => void): () => void;
}

export interface Option {
  /** What stands for the value in the help, such as FILE; a switch has none. */
  readonly value?: string;
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** One command of `fretcoach`. */
export interface Command {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** What follows the name, such as `FILE.wav|FILE.mid`. */
  readonly operands: string;
  readonly options: Options;
  /** More lines of help: what it does exactly, examples. */
  readonly details?: readonly string[];
  /** Resolves with the exit code. @throws UsageError, or any BridgeError. */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** The command line makes no sense; the message says what does. */
export class UsageError extends Error {}
