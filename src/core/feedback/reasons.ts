import type { MetricsFeedback } from '../events/feedback-event.js';
import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { PracticeInsights } from '../events/observation.js';
import type { Cents } from '../music/units.js';

/** One sentence a score, as a teacher would say it; empty when there is nothing to say. */
export function reasonsFor(metrics: MetricsSnapshot, insights: PracticeInsights): MetricsFeedback['reasons'] {
  return {
    pitch: pitchReason(metrics, insights),
    scale: scaleReason(metrics, insights),
    timing: timingReason(metrics, insights),
  };
}

function pitchReason(
  { pitchAccuracy }: MetricsSnapshot,
  { offNote, commonOffset }: PracticeInsights,
): string {
  if (pitchAccuracy === null) return '';
  if (commonOffset !== null) return `All your notes ring ${offBy(commonOffset)}. Tune up, then go on.`;
  return offNote ? `Your ${offNote.name} rings ${offBy(offNote.cents)}.` : '';
}

/** 22 cents flat. */
function offBy(cents: Cents): string {
  const whole = Math.round(Math.abs(cents));
  return `${whole} ${whole === 1 ? 'cent' : 'cents'} ${cents < 0 ? 'flat' : 'sharp'}`;
}

function scaleReason(
  { scaleConformity, uniqueNotesUsed }: MetricsSnapshot,
  insights: PracticeInsights,
): string {
  const { missing, scaleSize } = insights;
  if (scaleConformity === null) return '';
  if (missing.length === 0) return `All ${scaleSize} notes visited.`;
  const visited = `${uniqueNotesUsed} of ${scaleSize} notes visited.`;
  return missing.length > 3
    ? visited
    : `${visited} Only ${inWords(missing)} ${missing.length === 1 ? 'is' : 'are'} left.`;
}

/** E, or C and E, or C, D and E. */
function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function timingReason({ timingStability, timingBias }: MetricsSnapshot, _insights: PracticeInsights): string {
  if (timingStability === null) return 'Needs three notes.';
  return timingBias === null ? 'Even.' : `Even, but ${Math.abs(timingBias)} ms ahead.`;
}
