import { inject, Lifecycle, scoped } from 'tsyringe';
import { AccessError, RequestError } from '../errors.js';
import type { Caller, Grant, RequestDoor, Scope } from '../plugin/plugin-context.js';
import { type MethodName, methods } from '../wire/index.js';
import { checkedParams } from './check-params.js';
import type { MethodRunners } from './method-runners.js';
import { TokenDesk } from './token-desk.js';

/** The one way in for requests, over HTTP and over the WebSocket alike: known method, allowed, and well formed. */
@scoped(Lifecycle.ContainerScoped)
export class BridgeDoor implements RequestDoor {
  private runners: MethodRunners = {};

  constructor(@inject(TokenDesk) private readonly tokens: TokenDesk) {}

  /** Adds methods: the rooms that do the work are introduced after the door is built. */
  offer(runners: MethodRunners): void {
    this.runners = { ...this.runners, ...runners };
  }

  async request(method: string, params: unknown, scopes: readonly Scope[]): Promise<unknown> {
    if (!this.offers(method)) throw unknownMethod(method);
    demandScope(scopes, methods[method].scope);
    const run = this.runners[method] as (params: unknown) => unknown;
    return run(checkedParams(methods[method].params, params ?? {}));
  }

  admit(token: string, caller: Caller): Grant {
    return this.tokens.check(token, caller.address);
  }

  private offers(method: string): method is MethodName {
    return Object.hasOwn(methods, method) && this.runners[method as MethodName] !== undefined;
  }
}

/** @throws AccessError without a token, or with one that does not allow it. */
export function demandScope(scopes: readonly Scope[], needed: Scope): void {
  if (scopes.includes(needed)) return;
  if (scopes.length) {
    throw new AccessError('access.scope', `The token has no scope "${needed}": make another one that has.`);
  }
  throw new AccessError(
    'access.token-missing',
    `A token with scope "${needed}" is needed: send it as "Authorization: Bearer TOKEN".`,
  );
}

function unknownMethod(method: string): RequestError {
  const known = Object.keys(methods).join(', ');
  return new RequestError(
    'request.unknown-method',
    `There is no method "${method.slice(0, 64)}": there are ${known}.`,
  );
}
