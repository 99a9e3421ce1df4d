import { METRICS_VERSION } from '../metrics/index.js';
import type { EndedPractice, Practices, StartRequest } from '../session/practice.js';
import type { SessionRepository } from '../session/session-repository.js';
import {
  type MethodResult,
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
  return {
    'session.start': (params) => ({ success: true, ...sessionToWire(practices.start(startRequest(params))) }),
    'session.prepare': (params) => ({
      success: true,
      ...planToWire(practices.prepare(startRequest(params))),
    }),
    'session.stop': async ({ session_id }) => stoppedToWire(await practices.stop(session_id)),
    'session.metrics': async ({ session_id }) => {
      const live = practices.live(session_id);
      if (!live && session_id !== undefined) await findSession(repository, session_id);
      return liveMetricsToWire(live);
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
