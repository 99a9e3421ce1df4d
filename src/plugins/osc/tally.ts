const LONGEST_EXAMPLE = 64;

/** Counts what happened, with the last example of each, for the instance's status. */
export class Tally {
  private readonly facts: Record<string, string | number> = {};
  private hasNews = false;

  count(name: string, example?: string): void {
    this.facts[name] = Number(this.facts[name] ?? 0) + 1;
    if (example !== undefined) this.facts[`last_${name}`] = printable(example);
    this.hasNews = true;
  }

  /** All counts, or `null` when nothing has changed since the last call. */
  news(): Readonly<Record<string, string | number>> | null {
    if (!this.hasNews) return null;
    this.hasNews = false;
    return { ...this.facts };
  }
}

/** Strangers write these: no control characters in a status or on a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '\u{fffd}').slice(0, LONGEST_EXAMPLE);
}
