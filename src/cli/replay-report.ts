import type { ScoredNote } from '../core/events/note-event.js';
import type { SessionResult, SessionSummary } from '../core/events/session-events.js';
import { metricsToWire, noteToWire, outcomeToWire, sessionToWire } from '../core/wire/index.js';
import type { Heard } from './heard.js';
import { columns, percent } from './help.js';

/** The words of the wire: snake_case, milliseconds. */
export function replayJson({ practice, notes }: Heard): string {
  const session = practice && { ...sessionToWire(practice.session), ...outcomeToWire(practice.result) };
  const metrics = practice && finalMetrics(practice.session, practice.result);
  return JSON.stringify({ session, notes: notes.map(noteFacts), metrics }, null, 2);
}

function noteFacts(note: ScoredNote): object {
  const { session_id: _, phase: __, ...facts } = noteToWire({ sessionId: null, note });
  return facts;
}

function finalMetrics({ id }: SessionSummary, { metrics }: SessionResult): object {
  const reasons = { pitch: '', scale: '', timing: '' };
  const { reasons: _, ...facts } = metricsToWire({
    topic: 'metrics',
    time: 0,
    sessionId: id,
    metrics,
    reasons,
  });
  return facts;
}

/** For people: the notes, then the scores. */
export function replayText({ practice, notes }: Heard): string {
  if (!practice || notes.length === 0) return 'No note was heard.';
  const { session, result } = practice;
  const scores: [string, string][] = [
    ['Pitch accuracy', percent(result.pitchAccuracy)],
    ['Scale conformity', percent(result.scaleConformity)],
    ['Timing stability', percent(result.timingStability)],
    ['Notes', `${result.notesDetected}, ${result.notesOutOfScale} outside ${session.scaleName}`],
  ];
  return [...columns(notes.map(noteLine)), '', ...columns(scores)].join('\n');
}

function noteLine({ onset, name, octave, cents, judgement, flags }: ScoredNote): [string, string] {
  const time = `${(onset / 1000).toFixed(3).padStart(8)} s`;
  if (name === null) return [time, 'muted'];
  if (cents === null) return [time, flags.chord ? 'chord' : `${name}${octave}`];
  const off = Math.round(cents);
  const sign = off === 0 ? '' : off < 0 ? '−' : '+';
  const words = [
    `${name}${octave}`.padEnd(4),
    `${sign}${Math.abs(off)} cents`.padStart(9),
    flags.ghost ? 'ghost' : judgement,
  ];
  return [time, words.join('  ')];
}
