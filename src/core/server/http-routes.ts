import type { MethodName } from '../wire/index.js';

/** One HTTP call that answers with the result of a method. */
export interface HttpRoute {
  readonly verb: 'get' | 'post';
  /** As in OpenAPI: `{session_id}` is a parameter. */
  readonly path: string;
  readonly method: MethodName;
  /** 200 when left out. */
  readonly status?: 201;
}

/** Every method has its place in HTTP; parameters come from the path, the query and the JSON body. */
export const HTTP_ROUTES: readonly HttpRoute[] = [
  { verb: 'post', path: '/session/start', method: 'session.start', status: 201 },
  { verb: 'post', path: '/session/prepare', method: 'session.prepare' },
  { verb: 'post', path: '/session/stop', method: 'session.stop' },
  { verb: 'get', path: '/session/metrics', method: 'session.metrics' },
  { verb: 'get', path: '/session/notes', method: 'session.notes' },
  { verb: 'get', path: '/sessions/running', method: 'sessions.running' },
  { verb: 'get', path: '/sessions', method: 'sessions.list' },
  { verb: 'get', path: '/sessions/progress', method: 'sessions.progress' },
  { verb: 'get', path: '/sessions/{session_id}', method: 'sessions.get' },
  { verb: 'get', path: '/sessions/{session_id}/metrics', method: 'sessions.metrics' },
  { verb: 'get', path: '/sessions/{session_id}/notes', method: 'sessions.notes' },
  { verb: 'get', path: '/users/{user_id}/progress', method: 'users.progress' },
  { verb: 'get', path: '/scales', method: 'scales.list' },
  { verb: 'get', path: '/tunings', method: 'tunings.list' },
  { verb: 'post', path: '/transport', method: 'transport.set' },
  { verb: 'get', path: '/devices', method: 'devices.list' },
  { verb: 'get', path: '/plugins', method: 'plugins.list' },
  { verb: 'post', path: '/plugins/{id}/restart', method: 'plugins.restart' },
  { verb: 'post', path: '/plugins/{id}/nearby', method: 'plugins.nearby' },
  { verb: 'get', path: '/plugins/{id}/settings', method: 'plugins.settings' },
  { verb: 'post', path: '/plugins/{id}/settings', method: 'plugins.configure' },
  { verb: 'post', path: '/config/reload', method: 'config.reload' },
  { verb: 'get', path: '/log', method: 'bridge.log' },
  { verb: 'get', path: '/version', method: 'bridge.version' },
];
