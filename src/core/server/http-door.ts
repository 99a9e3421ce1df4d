import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { inject, Lifecycle, scoped } from 'tsyringe';
import { RequestError } from '../errors.js';
import type { Caller } from '../plugin/plugin-context.js';
import { AccessGuard } from './access-guard.js';
import { HttpApp } from './http-app.js';
import { problemHeaders, problemOf } from './problems.js';
import { SERVER_LIMITS } from './server-options.js';
import { visitorOf } from './visitor.js';

/** Every HTTP request comes in here: first the guard, then the app. */
@scoped(Lifecycle.ContainerScoped)
export class HttpDoor {
  private readonly callers = new WeakMap<IncomingMessage, Caller>();
  private readonly listener = getRequestListener(
    (request, { incoming }) => this.answer(request, incoming as IncomingMessage),
    { overrideGlobalObjects: false },
  );

  constructor(
    @inject(AccessGuard) private readonly guard: AccessGuard,
    @inject(HttpApp) private readonly app: HttpApp,
  ) {}

  receive(incoming: IncomingMessage, outgoing: ServerResponse): void {
    try {
      refuseHeaderFlood(incoming);
      this.callers.set(incoming, this.guard.admit(visitorOf(incoming)));
    } catch (error) {
      refuse(outgoing, error);
      return;
    }
    void this.listener(incoming, outgoing);
  }

  private answer(request: Request, incoming: IncomingMessage): Promise<Response> {
    const caller = this.callers.get(incoming);
    if (!caller) throw new Error('a request came past the guard');
    return this.app.answer(request, caller);
  }
}

/** @throws RequestError when there are more headers than any honest client sends. */
export function refuseHeaderFlood({ rawHeaders }: IncomingMessage): void {
  if (rawHeaders.length / 2 <= SERVER_LIMITS.headers) return;
  throw new RequestError('request.headers', `More than ${SERVER_LIMITS.headers} headers are too many.`);
}

function refuse(outgoing: ServerResponse, error: unknown): void {
  const body = problemOf(error);
  outgoing.writeHead(body.status, { ...problemHeaders(body.status), connection: 'close' });
  outgoing.end(JSON.stringify(body));
}
