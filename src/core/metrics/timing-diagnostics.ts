import type { Milliseconds } from '../music/units.js';

/** Spread of intervals against their mean. A perfect swing has 0.333: a diagnosis, never a score. `null` below two. */
export function rawCv(intervalsMs: readonly Milliseconds[]): number | null {
  if (intervalsMs.length < 2) return null;
  const mean = intervalsMs.reduce((sum, interval) => sum + interval, 0) / intervalsMs.length;
  const variance =
    intervalsMs.reduce((sum, interval) => sum + (interval - mean) ** 2, 0) / intervalsMs.length;
  return Math.sqrt(variance) / mean;
}

/** Normalised pairwise variability index (Grabe & Low 2002). A perfect swing has 66.7: a diagnosis, never a score. */
export function pairwiseVariability(intervalsMs: readonly Milliseconds[]): number | null {
  if (intervalsMs.length < 2) return null;
  const contrasts = intervalsMs.slice(1).map((interval, at) => {
    const before = intervalsMs[at] ?? interval;
    return Math.abs(before - interval) / ((before + interval) / 2);
  });
  return (100 * contrasts.reduce((sum, contrast) => sum + contrast, 0)) / contrasts.length;
}
