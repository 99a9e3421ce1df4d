const KEPT_LINES = 50;

/** What the server says on standard error: tells when it is ready, and why it is not. */
export class ServerOutput {
  private readonly lines: string[] = [];
  private rest = '';

  /** Returns whether the server has just said that it is ready. */
  add(chunk: string): boolean {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    this.lines.push(...lines);
    this.lines.splice(0, this.lines.length - KEPT_LINES);
    return lines.some((line) => line.includes('database system is ready to accept connections'));
  }

  /** The server's own reason and advice, without time and process. */
  get reason(): string {
    const said = [...this.lines, this.rest].flatMap(
      (line) => /(?:FATAL|PANIC|HINT|DETAIL): +(.*)$/.exec(line)?.[1] ?? [],
    );
    return said.slice(-6).join(' ') || this.lines.slice(-3).join(' ').trim() || 'the server said nothing';
  }

  /** Another server is, or was a moment ago, at work in the same folder: waiting helps. */
  get isHeldByAnother(): boolean {
    return /lock file "postmaster.pid"|pre-existing shared memory block|is another postmaster/i.test(
      this.lines.join('\n'),
    );
  }
}
