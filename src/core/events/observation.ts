import type { Bpm, Cents, Milliseconds } from '../music/units.js';
import type { MetricsSnapshot } from './metrics-snapshot.js';
import type { ScoredNote } from './note-event.js';

/** What the scores alone do not tell: the facts a teacher would mention. */
export interface PracticeInsights {
  /** The note of the scale that rings farthest off in the last 32 notes, as a median; `null` when none stands out. */
  readonly offNote: { readonly name: string; readonly cents: Cents } | null;
  /** Median of all recent notes when they are off together, as on an untuned guitar; `null` otherwise. */
  readonly commonOffset: Cents | null;
  /** Names of the scale's notes that were not played yet, ascending from the root. */
  readonly missing: readonly string[];
  /** Size of the scale; 0 while no scale is practised. */
  readonly scaleSize: number;
  /** How far onsets lie around their own middle; `null` before the third onset. */
  readonly spread: Milliseconds | null;
  /** How the tempo changes within the window, in beats a minute; `null` while it holds or cannot be told. */
  readonly drift: Bpm | null;
}

/** All that one note, or one instant, says about the practice. */
export interface Observation {
  readonly note: ScoredNote;
  readonly metrics: MetricsSnapshot;
  readonly insights: PracticeInsights;
}
