import type {
  FeedbackEvent,
  MetricsFeedback,
  NoteFeedback,
  PitchFeedback,
  QualityFeedback,
  SessionFeedback,
  TransportFeedback,
} from '../../core/plugin/index.js';
import { float, int, type OutgoingMessage, text } from './osc-writer.js';

/** Stands for "unknown" where a real value is never negative. */
const UNKNOWN = -1;
/** Softer than any converter: stands for "silence" and for "no level known". */
const NO_LEVEL = -144;

const orUnknown = (value: number | null) => value ?? UNKNOWN;

/** `/fretcoach/out/*` for one event, as frozen in docs/osc.md; `null` for what OSC listeners have no use for. */
export function messageFor(feedback: FeedbackEvent): OutgoingMessage | null {
  switch (feedback.topic) {
    case 'note':
      return noteMessage(feedback);
    case 'pitch':
      return pitchMessage(feedback);
    case 'metrics':
      return metricsMessage(feedback);
    case 'feedback':
      return qualityMessage(feedback);
    case 'session':
      return sessionMessage(feedback);
    case 'transport':
      return transportMessage(feedback);
    case 'plugins':
      return null;
  }
}

function noteMessage({ note }: NoteFeedback): OutgoingMessage {
  return {
    address: '/fretcoach/out/note',
    args: [
      text(note.phase),
      int(orUnknown(note.note)),
      text(note.name ?? ''),
      float(note.cents ?? 0),
      float(note.frequency ?? 0),
      int(note.velocity ?? 0),
      int(note.string ?? 0),
      int(orUnknown(note.fret)),
      int(note.inScale === null ? UNKNOWN : Number(note.inScale)),
      float(orUnknown(note.score)),
      text(note.judgement),
      float(orUnknown(note.duration)),
      text(note.id),
    ],
  };
}

function pitchMessage({ frequency, note, cents, clarity, level, source }: PitchFeedback): OutgoingMessage {
  return {
    address: '/fretcoach/out/pitch',
    args: [
      float(frequency ?? 0),
      int(orUnknown(note)),
      float(cents ?? 0),
      float(clarity),
      float(level === null ? NO_LEVEL : Math.max(NO_LEVEL, level)),
      text(source),
    ],
  };
}

function metricsMessage({ metrics }: MetricsFeedback): OutgoingMessage {
  return {
    address: '/fretcoach/out/metrics',
    args: [
      float(orUnknown(metrics.pitchAccuracy)),
      float(orUnknown(metrics.scaleConformity)),
      float(orUnknown(metrics.timingStability)),
      float(orUnknown(metrics.quality)),
      float(orUnknown(metrics.tempo)),
      float(metrics.timingBias ?? 0),
      int(metrics.notesDetected),
      int(metrics.notesInScale),
      int(metrics.notesOutOfScale),
      int(metrics.uniqueNotesUsed),
      int(metrics.streak),
    ],
  };
}

function qualityMessage({
  quality,
  judgement,
  strictness,
  ambientLighting,
}: QualityFeedback): OutgoingMessage {
  return {
    address: '/fretcoach/out/feedback',
    args: [float(orUnknown(quality)), text(judgement ?? ''), float(strictness), int(Number(ambientLighting))],
  };
}

function sessionMessage(feedback: SessionFeedback): OutgoingMessage {
  const { session } = feedback;
  const result = feedback.state === 'ended' ? feedback.result : null;
  return {
    address: '/fretcoach/out/session',
    args: [
      text(feedback.state),
      text(session.id),
      text(session.scaleName),
      int(session.root),
      text(session.tuning),
      float(session.a4),
      float(result?.durationSeconds ?? UNKNOWN),
      float(result?.pitchAccuracy ?? UNKNOWN),
      float(result?.scaleConformity ?? UNKNOWN),
      float(result?.timingStability ?? UNKNOWN),
      int(result?.notesDetected ?? UNKNOWN),
    ],
  };
}

function transportMessage({ isPlaying, tempo, bar, beat }: TransportFeedback): OutgoingMessage {
  return {
    address: '/fretcoach/out/transport',
    args: [int(Number(isPlaying)), float(orUnknown(tempo)), int(orUnknown(bar)), int(orUnknown(beat))],
  };
}
