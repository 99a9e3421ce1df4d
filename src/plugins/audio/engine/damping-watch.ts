const HISTORY_HOPS = 48;
const SMOOTHING_HOPS = 8; // 23 ms: longer than the pulses of a low string
const FALL_HOPS = 12; // 35 ms
const FALL_DB = 5; // in that time: no string fades so fast by itself
const STILL_LOUD_DB = 2;
const RECOVERED_DB = 3;
const RECOVERY_HOPS = 40;

/** Notices when a hand or a released fret stops the string: its level then falls much faster than it fades. */
export class DampingWatch {
  /** The `end` of the hop where the level began to fall, NaN while the string sounds freely. */
  dampedAt = Number.NaN;

  private readonly levels = new Float64Array(HISTORY_HOPS);
  private readonly times = new Float64Array(HISTORY_HOPS);
  private count = 0;
  private freeSince = 0; // the count when the note began
  private loudest = Number.NaN;
  private levelBefore = Number.NaN;
  private recoveredHops = 0;

  /** A note begins: what fell before is no end of it. */
  restart(): void {
    this.freeSince = this.count;
    this.dampedAt = Number.NaN;
  }

  /** One hop: its level in dBFS, and where it ends. */
  hear({ level, end }: { readonly level: number; readonly end: number }): void {
    this.levels[this.count % HISTORY_HOPS] = level;
    this.times[this.count % HISTORY_HOPS] = end;
    this.count++;
    if (this.count - this.freeSince <= FALL_HOPS + SMOOTHING_HOPS) return;
    this.measure(0);
    if (Number.isNaN(this.dampedAt)) this.look();
    else this.awaitRecovery();
  }

  /** The string sounds on after all; a new onset, in contrast, ends the note before this is certain. */
  private awaitRecovery(): void {
    this.recoveredHops = this.loudest > this.levelBefore - RECOVERED_DB ? this.recoveredHops + 1 : 0;
    if (this.recoveredHops > RECOVERY_HOPS) this.dampedAt = Number.NaN;
  }

  private look(): void {
    const recent = this.loudest;
    this.measure(FALL_HOPS);
    const before = this.loudest;
    if (recent > before - FALL_DB) return;
    this.levelBefore = before;
    this.recoveredHops = 0;
    let ago = 0;
    while (ago < FALL_HOPS + SMOOTHING_HOPS && this.level(ago) < before - STILL_LOUD_DB) ago++;
    this.dampedAt = this.times[this.slot(ago)] as number;
  }

  /** The loudest of some hops, beginning so many hops ago. Left in a field: a fraction that is returned may be boxed. */
  private measure(from: number): void {
    let most = Number.NEGATIVE_INFINITY;
    for (let ago = from; ago < from + SMOOTHING_HOPS; ago++) most = Math.max(most, this.level(ago));
    this.loudest = most;
  }

  /** Level so many hops ago, dBFS. */
  level(ago: number): number {
    return this.levels[this.slot(ago)] as number;
  }

  private slot(ago: number): number {
    return (this.count - 1 - ago) % HISTORY_HOPS;
  }
}
