import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  readonly dataDir: string;
  readonly session?: string;
  /** Number of its first note. */
  readonly first?: number;
  readonly env?: Record<string, string>;
}

/** A bridge that can be killed. */
export class BridgeChild {
  readonly lines: string[] = [];
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private watchers: { matches: RegExp; resolve(line: string): void }[] = [];

  constructor({ env = {}, ...options }: ChildOptions) {
    const program = join(import.meta.dirname, 'bridge-child.mjs');
    this.child = spawn(process.execPath, [program, JSON.stringify(options)], {
      env: { ...process.env, DB_HOST: '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.exited = once(this.child, 'exit');
    if (this.child.stdout) createInterface(this.child.stdout).on('line', (line) => this.heard(line));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Records that it said are on disk. */
  get safe(): number {
    const last = this.lines.findLast((line) => line.startsWith('safe '));
    return last === undefined ? 0 : Number(last.slice(5));
  }

  /** The next (or an earlier) line that matches. */
  says(matches: RegExp): Promise<string> {
    const said = this.lines.find((line) => matches.test(line));
    if (said !== undefined) return Promise.resolve(said);
    return new Promise((resolve) => this.watchers.push({ matches, resolve }));
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.exited;
  }

  private heard(line: string): void {
    this.lines.push(line);
    const pleased = this.watchers.filter(({ matches }) => matches.test(line));
    this.watchers = this.watchers.filter(({ matches }) => !matches.test(line));
    for (const { resolve } of pleased) resolve(line);
  }
}
