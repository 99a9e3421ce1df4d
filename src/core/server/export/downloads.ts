import { inject, Lifecycle, scoped } from 'tsyringe';
import { SessionRepository } from '../../session/session-repository.js';
import { exportParams, theSession } from '../../wire/index.js';
import { checkedParams } from '../check-params.js';
import { findSession } from '../history-methods.js';
import { sessionCsv } from './session-csv.js';
import { seriesPage, sessionJson } from './session-json.js';
import { sessionMidi } from './session-midi.js';

/** Rows become text in portions of about this many characters. */
const PORTION = 32_768;

const TYPES = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  json: { type: 'application/json', extension: 'json' },
  midi: { type: 'audio/midi', extension: 'mid' },
} as const;

/** Long answers about one practice, sent while they are read. */
@scoped(Lifecycle.ContainerScoped)
export class Downloads {
  constructor(@inject(SessionRepository) private readonly repository: SessionRepository) {}

  async series(params: unknown): Promise<Response> {
    const { session_id } = checkedParams(theSession, params) as { session_id: string };
    await findSession(this.repository, session_id);
    return streamed(seriesPage(this.repository.series(session_id)), { 'content-type': 'application/json' });
  }

  async file(params: unknown): Promise<Response> {
    const { session_id, format } = checkedParams(exportParams, params) as {
      session_id: string;
      format: keyof typeof TYPES;
    };
    const session = await findSession(this.repository, session_id);
    const { type, extension } = TYPES[format];
    const name = `fretcoach-${session.startTime.toISOString().slice(0, 10)}-${session_id.slice(-6)}.${extension}`;
    const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
    const rows = this.repository.series(session_id);
    if (format === 'csv') return streamed(sessionCsv(rows), headers);
    if (format === 'json') return streamed(sessionJson(session, rows), headers);
    const bytes = new Uint8Array(await sessionMidi(session, rows));
    return new Response(bytes, { headers: { ...headers, ...COMMON } });
  }
}

const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function streamed(lines: AsyncIterable<string>, headers: Record<string, string>): Response {
  const stream = ReadableStream.from(inPortions(lines)).pipeThrough(new TextEncoderStream());
  return new Response(stream as unknown as ReadableStream<Uint8Array>, {
    headers: { ...headers, ...COMMON },
  });
}

async function* inPortions(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let portion = '';
  for await (const line of lines) {
    portion += line;
    if (portion.length < PORTION) continue;
    yield portion;
    portion = '';
  }
  yield portion;
}
