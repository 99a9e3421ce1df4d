import type { z } from 'zod';
import { exportParams, methods, problem } from '../../wire/index.js';
import { HTTP_ROUTES, type HttpRoute } from '../http-routes.js';
import { inlineSchema, type Json, refTo, schemasFor } from './schemas.js';

/** Version of what is promised on the wire, not of the program. */
export const CONTRACT_VERSION = '1.1.0';

const PROBLEM = {
  description: 'Why not, and what to do',
  content: { 'application/problem+json': { schema: refTo(problem) } },
};
const PATH_PARAMETER = /\{(\w+)\}/g;

/** Every HTTP call, as OpenAPI 3.1. */
export function openApiDocument(): Json {
  const paths = { ...methodPaths(), ...otherPaths() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'FretCoach bridge',
      version: CONTRACT_VERSION,
      summary: 'Practice sessions, their scores and their history',
      description:
        'JSON in snake_case; times are ISO-8601 with Z; scores run from 0 to 1 and are null without evidence. Callers on this machine need no token; everyone else sends one as a bearer token.',
      license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
    },
    servers: [{ url: 'http://127.0.0.1:22100' }],
    paths,
    components: {
      schemas: schemasFor(paths),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'fretcoach token add NAME' } },
    },
  };
}

function methodPaths(): Json {
  const paths: Record<string, Json> = {};
  for (const route of HTTP_ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.verb]: operationOf(route) };
  }
  return paths;
}

function operationOf({ verb, path, method, status }: HttpRoute): Json {
  const { scope, summary, params, result } = methods[method];
  const inPath = [...path.matchAll(PATH_PARAMETER)].map(([, name]) => name ?? '');
  const others = Object.keys(params.shape).filter((name) => !inPath.includes(name));
  const inQuery = verb === 'get' ? others : [];
  const parameters = [...parametersOf(params, inPath, 'path'), ...parametersOf(params, inQuery, 'query')];
  const hasBody = verb === 'post' && others.length > 0;
  return {
    operationId: method,
    summary,
    description: `Scope: ${scope}.`,
    security: [{}, { token: [] }],
    ...(parameters.length ? { parameters } : {}),
    ...(hasBody ? { requestBody: bodyOf(params) } : {}),
    responses: { [status ?? 200]: jsonAnswer('Done', refTo(result)), default: PROBLEM },
  };
}

function parametersOf(params: z.ZodObject, names: readonly string[], place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = inlineSchema(params) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return names.map((name) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: properties[name],
  }));
}

function bodyOf(params: z.ZodObject): Json {
  return {
    content: { 'application/json': { schema: hasName(params) ? refTo(params) : inlineSchema(params) } },
  };
}

function hasName(schema: z.ZodType): boolean {
  try {
    return Boolean(refTo(schema));
  } catch {
    return false;
  }
}

function jsonAnswer(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function textAnswer(description: string, type: string): Json {
  return { description, content: { [type]: { schema: { type: 'string' } } } };
}

/** What is not a method: it answers with text, with a file or with a page. */
function otherPaths(): Json {
  const ready = {
    type: 'object',
    properties: { ready: { type: 'boolean' }, reasons: { type: 'array', items: { type: 'string' } } },
  };
  const get = (operationId: string, summary: string, answers: Json, parameters: readonly Json[] = []) => ({
    get: { operationId, summary, ...(parameters.length ? { parameters } : {}), responses: answers },
  });
  return {
    '/sessions/{session_id}/export': get(
      'sessions.export',
      'A practice as a file, streamed',
      {
        200: {
          description: 'The file',
          content: Object.fromEntries(
            ['text/csv', 'application/json', 'audio/midi'].map((type) => [type, {}]),
          ),
        },
        default: PROBLEM,
      },
      [
        ...parametersOf(exportParams, ['session_id'], 'path'),
        ...parametersOf(exportParams, ['format'], 'query'),
      ],
    ),
    '/healthz': get('healthz', 'Whether a bridge is here; answered to every page', {
      200: textAnswer('ok', 'text/plain'),
    }),
    '/readyz': get('readyz', 'Whether it can do its whole work', {
      200: jsonAnswer('It can', ready),
      503: jsonAnswer('It cannot, for these reasons', ready),
    }),
    '/metrics': get('metrics', 'Figures for Prometheus', {
      200: textAnswer('Figures', 'text/plain'),
      default: PROBLEM,
    }),
    '/openapi.json': get('openapi', 'This document', { 200: { description: 'OpenAPI 3.1' } }),
    '/asyncapi.json': get('asyncapi', 'The WebSocket', { 200: { description: 'AsyncAPI 3.0' } }),
    '/docs': get('docs', 'Both documents for people', { 200: textAnswer('A page', 'text/html') }),
    '/': get('dashboard', 'The dashboard', { 200: textAnswer('A page', 'text/html') }),
    '/overlay/{name}': get(
      'overlay',
      'An overlay for OBS',
      { 200: textAnswer('A page', 'text/html'), default: PROBLEM },
      [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
    ),
  };
}
