import { RequestError } from '../errors.js';
import type { SessionId } from '../events/index.js';
import { parseScale } from '../music/index.js';
import type { ProgressQuery, SessionReader } from '../session/history/session-reader.js';
import type { SessionQuery, SessionRepository, StoredSession } from '../session/session-repository.js';
import { sessionStats } from '../session/session-stats.js';
import { isUuid } from '../session/uuid-v7.js';
import type { CheckedParams, MethodResult, MetricRowData } from '../wire/index.js';
import { type MethodRunners, wholePage } from './method-runners.js';
import { metricRowToWire } from './metric-row.js';

/** Reading stored practices. */
export function historyMethods(repository: SessionRepository): MethodRunners {
  return {
    'sessions.list': async (params) => {
      await repository.flush();
      const { items, nextCursor } = await repository.list(sessionQuery(params));
      return { items: items.map(sessionStats), next_cursor: nextCursor };
    },
    'sessions.get': async ({ session_id }) => sessionStats(await findSession(repository, session_id)),
    'sessions.metrics': async ({ session_id }) => {
      await findSession(repository, session_id);
      return seriesOf(repository, session_id);
    },
  };
}

/** What can be learnt from them. */
export function readerMethods(repository: SessionRepository, reader: SessionReader): MethodRunners {
  return {
    'sessions.notes': async ({ session_id }) => {
      await findSession(repository, session_id);
      return wholePage(await reader.notes(session_id));
    },
    'sessions.progress': async (params) => {
      await repository.flush();
      return reader.progress(progressQuery(null, params));
    },
    'users.progress': async ({ user_id, ...params }) => {
      await repository.flush();
      return { user_id, ...(await reader.progress(progressQuery(user_id, params))) };
    },
  };
}

/** What was played a moment ago can be read too. @throws RequestError `session.unknown`. */
export async function findSession(repository: SessionRepository, id: SessionId): Promise<StoredSession> {
  if (!isUuid(id)) throw unknownSession(id);
  await repository.flush();
  const session = await repository.find(id);
  if (!session) throw unknownSession(id);
  return session;
}

function unknownSession(id: SessionId): RequestError {
  const message = `There is no session "${id}": GET /sessions lists those there are.`;
  return new RequestError('session.unknown', message, [
    { pointer: '/session_id', message: 'unknown session' },
  ]);
}

async function seriesOf(
  repository: SessionRepository,
  id: SessionId,
): Promise<MethodResult<'sessions.metrics'>> {
  const items: MetricRowData[] = [];
  for await (const row of repository.series(id)) items.push(metricRowToWire(row));
  return wholePage(items);
}

function progressQuery(
  userId: string | null,
  { scale_name, weeks }: CheckedParams<'sessions.progress'>,
): ProgressQuery {
  return { userId, weeks, ...(scale_name === undefined ? {} : { scaleNames: namesOf(scale_name) }) };
}

function sessionQuery({ limit, ...wish }: CheckedParams<'sessions.list'>): SessionQuery {
  return {
    limit,
    ...(wish.user_id === undefined ? {} : { userId: wish.user_id }),
    ...(wish.scale_name === undefined ? {} : { scaleNames: namesOf(wish.scale_name) }),
    ...(wish.from === undefined ? {} : { from: new Date(wish.from) }),
    ...(wish.to === undefined ? {} : { to: new Date(wish.to) }),
    ...(wish.cursor === undefined ? {} : { cursor: wish.cursor }),
  };
}

/** `am pent` finds A Minor Pentatonic. Programs without the bridge may have stored the name as it was asked for. */
function namesOf(scaleName: string): readonly string[] {
  try {
    return [scaleName, parseScale(scaleName).name];
  } catch {
    return [scaleName];
  }
}
