import type { Decibels, Milliseconds, Reading } from '../../../core/plugin/index.js';

const LEVELS_KEPT: Milliseconds = 3_000;
const ONSETS_KEPT: Milliseconds = 60_000;
/** The floor is what the level stays below for most of the silence: single crackles do not count. */
const FLOOR_SHARE = 0.9;
/** Louder than this it was no silence. */
const LOUDEST_FLOOR: Decibels = -30;
/** A digital silence has no level; nothing quieter is ever heard. */
const QUIETEST: Decibels = -120;

/** Remembers the last seconds of an input, as far as a calibration needs them. */
export class RecentSound {
  private levels: { readonly time: Milliseconds; readonly level: Decibels }[] = [];
  private onsetTimes: Milliseconds[] = [];

  hear(reading: Reading): void {
    if (reading.kind === 'pitch') {
      this.levels.push({ time: reading.time, level: Math.max(QUIETEST, reading.level ?? QUIETEST) });
      // Now and then is enough: this runs for every frame.
      if (this.levels.length > 4_096)
        this.levels = this.levels.filter(({ time }) => time > reading.time - LEVELS_KEPT);
    } else if (reading.kind === 'note-on' || reading.kind === 'onset') {
      this.onsetTimes = [
        ...this.onsetTimes.filter((time) => time > reading.time - ONSETS_KEPT),
        reading.time,
      ];
    }
  }

  get onsets(): readonly Milliseconds[] {
    return this.onsetTimes;
  }

  /** Of the last three seconds; `null` when they were not silent, or too short. */
  noiseFloor(): Decibels | null {
    const now = this.levels.at(-1)?.time ?? 0;
    const recent = this.levels.filter(({ time }) => time > now - LEVELS_KEPT);
    if (now - (recent[0]?.time ?? now) < 0.8 * LEVELS_KEPT) return null;
    const sorted = recent.map(({ level }) => level).sort((a, b) => a - b);
    const floor = sorted[Math.floor(FLOOR_SHARE * (sorted.length - 1))] ?? QUIETEST;
    return floor > LOUDEST_FLOOR ? null : floor;
  }
}
