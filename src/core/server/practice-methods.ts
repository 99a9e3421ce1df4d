import type { SessionId } from '../events/index.js';
import { METRICS_VERSION } from '../metrics/index.js';
import type { EndedPractice, LivePractice, Practices, StartRequest } from '../session/practice.js';
import type { SessionRepository } from '../session/session-repository.js';
import {
  type MethodResult,
  noteToWire,
  outcomeToWire,
  planToWire,
  type StartParams,
  sessionToWire,
} from '../wire/index.js';
import { findSession } from './history-methods.js';
import { liveMetricsToWire } from './live-metrics.js';
import { type MethodRunners, wholePage } from './method-runners.js';

/** Starting, watching and stopping a practice. */
export function practiceMethods(practices: Practices, repository: SessionRepository): MethodRunners {
  /** `null` where none runs, or it is over. @throws RequestError `session.unknown` for one nobody knows. */
  const liveOf = async (id?: SessionId): Promise<LivePractice | null> => {
    const live = practices.live(id);
    if (!live && id !== undefined) await findSession(repository, id);
    return live;
  };
  return {
    'session.start': (params) => ({ success: true, ...sessionToWire(practices.start(startRequest(params))) }),
    'session.prepare': (params) => ({
      success: true,
      ...planToWire(practices.prepare(startRequest(params))),
    }),
    'session.stop': async ({ session_id }) => stoppedToWire(await practices.stop(session_id)),
    'session.metrics': async ({ session_id }) => liveMetricsToWire(await liveOf(session_id)),
    'session.notes': async ({ session_id }) => {
      const { session, notes = [] } = (await liveOf(session_id)) ?? {};
      return wholePage(notes.map((note) => noteToWire({ note, sessionId: session?.id ?? null })));
    },
    'sessions.running': () => wholePage(practices.running().map(sessionToWire)),
  };
}

function startRequest(params: StartParams): StartRequest {
  return withoutUndefined({
    scaleName: params.scale_name,
    strictness: params.strictness,
    sensitivity: params.sensitivity,
    userId: params.user_id,
    ambientLighting: params.ambient_lighting,
    inputs: params.inputs,
    enabledMetrics: params.enabled_metrics,
    tuning: params.tuning,
    a4: params.a4,
  });
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** Only what was given: the rest comes from the configuration. */
function withoutUndefined<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}

function stoppedToWire({ session, result }: EndedPractice): MethodResult<'session.stop'> {
  const { ambient_lighting, scale_name, strictness, sensitivity, ...rest } = sessionToWire(session);
  return {
    success: true,
    id: session.id,
    session_id: session.id,
    user_id: rest.user_id,
    start_time: rest.start_time,
    scale_name,
    strictness,
    sensitivity,
    ambient_lighting_enabled: ambient_lighting,
    tuning: rest.tuning,
    scale_size: rest.pitch_classes.length,
    metrics_version: METRICS_VERSION,
    ...outcomeToWire(result),
  };
}
