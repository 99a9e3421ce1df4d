import type { MetricsFeedback } from '../events/feedback-event.js';
import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { PracticeInsights } from '../events/observation.js';
import type { Bpm, Cents } from '../music/units.js';

/** From here on playing is good; below `FAIR` it is neither good nor close. */
const GOOD = 0.7;
const FAIR = 0.4;
/** Friberg & Sundberg 1995: nearer to the beat than this, nobody hears it. */
const AUDIBLE_BIAS_MS = 6;
/** More missing notes than this are no list but a number. */
const LONGEST_LIST = 3;

/** One sentence a score, as a teacher would say it; empty when there is nothing to say. */
export function reasonsFor(metrics: MetricsSnapshot, insights: PracticeInsights): MetricsFeedback['reasons'] {
  return {
    pitch: pitchReason(metrics, insights),
    scale: scaleReason(metrics, insights),
    timing: timingReason(metrics, insights),
  };
}

function pitchReason(metrics: MetricsSnapshot, { offNote, commonOffset }: PracticeInsights): string {
  const { pitchAccuracy, notesOutOfScale, notesDetected } = metrics;
  if (pitchAccuracy === null) return '';
  if (commonOffset !== null) {
    return `All your notes ring ${offBy(commonOffset)}. Tune ${commonOffset < 0 ? 'up' : 'down'}, then go on.`;
  }
  if (offNote) return `Your ${shown(offNote.name)} rings ${offBy(offNote.cents)}.`;
  if (pitchAccuracy >= GOOD) return 'In tune.';
  return notesOutOfScale > 0 ? `${notesOutOfScale} of ${notesDetected} notes were outside the scale.` : '';
}

/** 22 cents flat. */
function offBy(cents: Cents): string {
  const whole = Math.round(Math.abs(cents));
  return `${whole} ${whole === 1 ? 'cent' : 'cents'} ${cents < 0 ? 'flat' : 'sharp'}`;
}

function scaleReason(metrics: MetricsSnapshot, { missing, scaleSize }: PracticeInsights): string {
  const { scaleConformity, uniqueNotesUsed, notesOutOfScale, notesDetected } = metrics;
  if (scaleConformity === null) return '';
  if (uniqueNotesUsed === 0) return `None of ${scaleSize} notes visited yet.`;
  if (missing.length === 0) {
    const outside = notesOutOfScale > 0 ? ` ${notesOutOfScale} of ${notesDetected} outside.` : '';
    return `All ${scaleSize} notes visited.${outside}`;
  }
  const visited = `${uniqueNotesUsed} of ${scaleSize} notes visited.`;
  return missing.length > LONGEST_LIST ? visited : `${visited} ${left(missing)}`;
}

/** Only E is left. Only C and E are left. C, D and E are left. */
function left(names: readonly string[]): string {
  const last = shown(names.at(-1) ?? '');
  const list = names.length < 2 ? last : `${names.slice(0, -1).map(shown).join(', ')} and ${last}`;
  return `${names.length < LONGEST_LIST ? 'Only ' : ''}${list} ${names.length === 1 ? 'is' : 'are'} left.`;
}

function timingReason({ timingStability, timingBias }: MetricsSnapshot, insights: PracticeInsights): string {
  const { spread, drift } = insights;
  if (timingStability === null) return 'Needs three notes to say something.';
  if (drift !== null) return driftReason(drift, timingStability >= GOOD);
  const bias = timingBias !== null && Math.abs(timingBias) >= AUDIBLE_BIAS_MS ? timingBias : null;
  const place = bias === null ? null : `${milliseconds(Math.abs(bias))} ${bias < 0 ? 'ahead' : 'behind'}`;
  if (timingStability >= GOOD) return place ? `Even, but ${place}.` : 'Even.';
  const evenness = timingStability >= FAIR ? 'Drifting a little' : 'Uneven';
  const parts = [evenness, place, spread === null ? null : `spread ${milliseconds(spread)}`];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

function driftReason(drift: Bpm, isEven: boolean): string {
  const [trend, change] = drift > 0 ? ['faster', 'more'] : ['slower', 'less'];
  const beats = Math.max(1, Math.round(Math.abs(drift)));
  const start = isEven ? 'Even, but getting' : 'Getting';
  return `${start} ${trend}: ${beats} ${beats === 1 ? 'beat' : 'beats'} a minute ${change} than before.`;
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

/** Running text shows the signs of music: E♭, F♯. */
function shown(name: string): string {
  return name.charAt(0) + name.slice(1).replaceAll('#', '♯').replaceAll('b', '♭');
}
