import type { Context } from 'hono';
import { RequestError } from '../errors.js';
import { SERVER_LIMITS } from './server-options.js';

/** Parameters from the query, the JSON body and the path; the path has the last word. */
export async function paramsOf(context: Context): Promise<Record<string, unknown>> {
  const body = context.req.method === 'GET' ? {} : await jsonBody(context.req.raw);
  return { ...context.req.query(), ...body, ...context.req.param() };
}

/** No body at all is an empty object. @throws RequestError for anything that is not a JSON object of reasonable size. */
async function jsonBody(request: Request): Promise<object> {
  const text = await limitedText(request);
  if (text === '') return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new RequestError('request.media-type', 'Send JSON, with "Content-Type: application/json".');
  }
  const body = parsed(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new RequestError(
    'request.malformed',
    'The body is to be a JSON object, such as {"scale_name": "A minor"}.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError('request.malformed', `The body is no JSON: ${(cause as Error).message}.`, [], {
      cause,
    });
  }
}

async function limitedText(request: Request): Promise<string> {
  return (await limitedBody(request)).toString('utf8');
}

/** A request whose body is known to be of reasonable size. @throws RequestError where it is not. */
export async function limited(request: Request): Promise<Request> {
  if (!request.body) return request;
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: Uint8Array.from(await limitedBody(request)) });
}

async function limitedBody(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > SERVER_LIMITS.bodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): RequestError {
  return new RequestError('request.too-large', `The body is larger than ${SERVER_LIMITS.bodyBytes} bytes.`);
}
