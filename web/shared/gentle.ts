/**
 * Large areas in a judgement colour must never flash (WCAG 2.3.1). The score behind the colour is slowed down before it becomes one:
 * at these rates no palette changes its relative luminance by more than 0.4 a second (0.15 when calm).
 */
export const SCORE_PER_SECOND = 0.5;
export const CALM_SCORE_PER_SECOND = 0.18;

/** Follows a score at a safe speed. */
export class GentleScore {
  private shown: number | null = null;
  private at = 0;

  constructor(private readonly perSecond = SCORE_PER_SECOND) {}

  /** `now` in milliseconds. Neutral is left at once, because a neutral field is not painted. */
  toward(target: number | null, now: number): number | null {
    const step = (this.perSecond * Math.max(0, now - this.at)) / 1000;
    this.at = now;
    if (target === null) return this.shown;
    if (this.shown === null) this.shown = target;
    else this.shown += Math.min(step, Math.max(-step, target - this.shown));
    return this.shown;
  }
}
