import type { Caller, Grant, RequestDoor } from '../../core/plugin/index.js';
import { type Identify, PROTOCOL_RANGE } from '../../core/wire/index.js';
import { MessageFault } from './client-message.js';

/**
 * What a client may do once it has said who it is.
 * @throws MessageFault when its protocol is not spoken here, or its token will not do.
 */
export function grantFor({ protocol, token }: Identify, caller: Caller, door: RequestDoor): Grant {
  const [lowest, highest] = PROTOCOL_RANGE;
  if (protocol < lowest || protocol > highest) {
    throw new MessageFault(
      'protocolNotSupported',
      `protocol ${protocol} is not spoken here, ${lowest} to ${highest} are`,
    );
  }
  const grant = token === undefined ? caller : admitted(token, caller, door);
  if (grant.scopes.length === 0) throw new MessageFault('tokenRefused', 'a token is needed in identify');
  return grant;
}

function admitted(token: string, caller: Caller, door: RequestDoor): Grant {
  try {
    return door.admit(token, caller);
  } catch (error) {
    throw new MessageFault('tokenRefused', error instanceof Error ? error.message : 'the token is refused');
  }
}
