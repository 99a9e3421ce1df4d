import type { Io } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { runCli } from '../../src/cli/run-cli.js';

/** A terminal that remembers what was said, with a Ctrl+C of its own. */
export class FakeIo implements Io {
  readonly output: string[] = [];
  readonly errors: string[] = [];
  readonly progressLines: string[] = [];
  private readonly keyboard = new AbortController();
  private listeners: (() => void)[] = [];

  /** Endless, as into a file. */
  width = Number.POSITIVE_INFINITY;

  constructor(
    readonly cwd: string,
    readonly env: Readonly<Record<string, string | undefined>> = {},
  ) {}

  get signal(): AbortSignal {
    return this.keyboard.signal;
  }

  get text(): string {
    return this.output.join('\n');
  }

  get errorText(): string {
    return this.errors.join('\n');
  }

  out(line: string): void {
    this.output.push(line);
    for (const listener of this.listeners) listener();
  }

  err(line: string): void {
    this.errors.push(line);
    for (const listener of this.listeners) listener();
  }

  progress(line: string): void {
    this.progressLines.push(line);
  }

  private hangups = new Set<() => void>();

  onHangup(call: () => void): () => void {
    this.hangups.add(call);
    return () => this.hangups.delete(call);
  }

  /** As `kill -HUP` does. */
  hangUp(): void {
    for (const call of this.hangups) call();
  }

  pressCtrlC(): void {
    this.keyboard.abort();
  }

  /** Resolves when something that matches was said on either stream. */
  says(matches: RegExp): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (matches.test(`${this.text}\n${this.errorText}`)) resolve();
      };
      this.listeners.push(look);
      look();
    });
  }

  /** Runs `fretcoach` with these arguments; resolves with the exit code. */
  run(...args: string[]): Promise<number> {
    return runCli(args, COMMANDS, this);
  }
}
