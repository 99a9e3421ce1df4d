import type { MethodParams, MethodResult } from '../../src/core/wire/index.js';
import type { DeviceList, Plugin, Problem, StartParams } from './wire.js';

/** The bridge said no, and why; `problem` is `null` when it said nothing at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    message: string,
    readonly problem: Problem | null,
  ) {
    super(message);
  }

  get code(): string {
    return this.problem?.code ?? 'unreachable';
  }

  /** What is wrong with one field, by its JSON pointer. */
  faultAt(pointer: string): string | null {
    return this.problem?.errors.find((fault) => fault.pointer === pointer)?.message ?? null;
  }
}

/** What the player is told of it. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : String(error);
}

const TOKEN = 'fretcoach.token';

/** Links may bring a token in their fragment; it is kept for this tab only. */
export function rememberToken(token: string): void {
  sessionStorage.setItem(TOKEN, token);
}

export function knownToken(): string | null {
  return sessionStorage.getItem(TOKEN);
}

function headers(hasBody: boolean): Record<string, string> {
  const token = knownToken();
  return {
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}

async function call<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const init = { method, headers: headers(body !== undefined) };
  const request = fetch(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const response = await answered(request);
  if (!response.ok) throw await refusalOf(response);
  return (await response.json().catch(() => null)) as Answer;
}

function answered(request: Promise<Response>): Promise<Response> {
  return request.catch(() => {
    throw new ApiError('The bridge does not answer. Is it still running?', null);
  });
}

/** In the bridge's own words, where it has some. */
async function refusalOf(response: Response): Promise<ApiError> {
  const answer: unknown = await response.json().catch(() => null);
  const problem = answer && typeof answer === 'object' && 'code' in answer ? (answer as Problem) : null;
  return new ApiError(problem?.detail ?? `The bridge answered ${response.status}.`, problem);
}

function query(params: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}

const at = encodeURIComponent;

/** How late and how noisy the device of an audio input is; `null` where it was never measured. */
export interface Calibration {
  readonly device: string;
  readonly latency_ms: number | null;
  readonly noise_floor_db: number | null;
  readonly latency_in_use_ms: number;
  /** The bridge's clock. */
  readonly clock_ms: number;
}

/** Every call the pages make. @throws ApiError. */
export const api = {
  start: (wish: StartParams) => call<MethodResult<'session.start'>>('POST', '/session/start', wish),
  prepare: (wish: StartParams) => call<MethodResult<'session.prepare'>>('POST', '/session/prepare', wish),
  stop: (id: string) => call<MethodResult<'session.stop'>>('POST', '/session/stop', { session_id: id }),
  sessions: (params: MethodParams<'sessions.list'>) =>
    call<MethodResult<'sessions.list'>>(
      'GET',
      `/sessions${query(params as Record<string, string | undefined>)}`,
    ),
  session: (id: string) => call<MethodResult<'sessions.get'>>('GET', `/sessions/${at(id)}`),
  series: (id: string) => call<MethodResult<'sessions.metrics'>>('GET', `/sessions/${at(id)}/metrics`),
  lastNotes: (id: string) =>
    call<MethodResult<'session.notes'>>('GET', `/session/notes${query({ session_id: id })}`),
  notes: (id: string) => call<MethodResult<'sessions.notes'>>('GET', `/sessions/${at(id)}/notes`),
  progress: (user: string, weeks: number) =>
    call<MethodResult<'users.progress'>>('GET', `/users/${at(user)}/progress${query({ weeks })}`),
  progressOfAll: (weeks: number) =>
    call<MethodResult<'sessions.progress'>>('GET', `/sessions/progress${query({ weeks })}`),
  devices: () => call<Record<string, DeviceList>>('GET', '/devices'),
  nearby: (id: string) => call<MethodResult<'plugins.nearby'>>('POST', `/plugins/${at(id)}/nearby`, {}),
  log: () => call<MethodResult<'bridge.log'>>('GET', '/log'),
  version: () => call<MethodResult<'bridge.version'>>('GET', '/version'),
  /** Everything the bridge counts, as Prometheus reads it. */
  counters: async () => (await fetch('/metrics', { headers: headers(false) })).text(),
  pluginSettings: (id: string) =>
    call<MethodResult<'plugins.settings'>>('GET', `/plugins/${at(id)}/settings`),
  configure: (id: string, change: Omit<MethodParams<'plugins.configure'>, 'id'>) =>
    call<Plugin>('POST', `/plugins/${at(id)}/settings`, change),
  calibration: (id: string) => call<Calibration>('GET', `/plugins/${at(id)}/calibration`),
  calibrate: (id: string, order: { clicks?: readonly number[] }) =>
    call<Calibration>('POST', `/plugins/${at(id)}/calibration`, order),
  restart: (id: string) => call<Plugin>('POST', `/plugins/${at(id)}/restart`, {}),
};

export type ExportFormat = 'csv' | 'json' | 'midi';

export function exportAddress(id: string, format: ExportFormat): string {
  return `/sessions/${at(id)}/export${query({ format })}`;
}

/** The file behind that address, for pages with a token: links carry none. @throws ApiError. */
export async function exportedFile(id: string, format: ExportFormat): Promise<File> {
  const response = await answered(fetch(exportAddress(id, format), { headers: headers(false) }));
  if (!response.ok) throw await refusalOf(response);
  const [, name = `fretcoach.${format}`] =
    /filename="(.+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return new File([await response.blob()], name);
}
