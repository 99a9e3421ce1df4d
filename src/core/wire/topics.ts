import type { FeedbackEvent, Topic } from '../events/index.js';
import {
  type FeedbackData,
  feedbackData,
  feedbackToWire,
  type MetricsData,
  metricsData,
  metricsToWire,
} from './metrics.js';
import { type NoteData, noteData, noteToWire } from './note.js';
import { type PitchData, pitchData, pitchToWire } from './pitch.js';
import { type PluginsData, pluginsData, pluginsToWire } from './plugins.js';
import { type SessionData, sessionChangeToWire, sessionData } from './session.js';
import { type TransportData, transportData, transportToWire } from './transport.js';

/** What travels in `data`, by topic. */
export interface TopicData {
  readonly note: NoteData;
  readonly metrics: MetricsData;
  readonly pitch: PitchData;
  readonly feedback: FeedbackData;
  readonly session: SessionData;
  readonly transport: TransportData;
  readonly plugins: PluginsData;
}

export const topicSchemas = {
  note: noteData,
  metrics: metricsData,
  pitch: pitchData,
  feedback: feedbackData,
  session: sessionData,
  transport: transportData,
  plugins: pluginsData,
} as const satisfies Record<Topic, unknown>;

export const TOPICS = Object.keys(topicSchemas) as readonly Topic[];

/** The `data` of one event. */
export function dataToWire(feedback: FeedbackEvent): TopicData[Topic] {
  switch (feedback.topic) {
    case 'note':
      return noteToWire(feedback);
    case 'metrics':
      return metricsToWire(feedback);
    case 'pitch':
      return pitchToWire(feedback);
    case 'feedback':
      return feedbackToWire(feedback);
    case 'session':
      return sessionChangeToWire(feedback);
    case 'transport':
      return transportToWire(feedback);
    case 'plugins':
      return pluginsToWire(feedback.plugins);
  }
}
