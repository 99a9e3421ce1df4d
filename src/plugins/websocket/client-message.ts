import type { RawData } from 'ws';
import type { z } from 'zod';
import type { Fault } from '../../core/plugin/index.js';
import {
  type ClientMessage,
  type ClientMessageType,
  type CloseReason,
  clientMessages,
  faultsOf,
  type RequestId,
} from '../../core/wire/index.js';

/** A message that cannot be understood. */
export class MessageFault extends Error {
  constructor(
    readonly reason: CloseReason,
    message: string,
    /** The message's own id, where it has one, so that its sender can be told. */
    readonly id: RequestId | null = null,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

/** `demandTurn` may refuse a type that is out of turn. @throws MessageFault saying what is wrong with it. */
export function readMessage(
  raw: RawData,
  isBinary: boolean,
  demandTurn: (type: ClientMessageType) => void,
): ClientMessage {
  if (isBinary) throw new MessageFault('featureNotSupported', 'messages are text, not binary');
  const message = parsed(raw);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new MessageFault('wrongType', 'a message is a JSON object');
  }
  const { type, id } = message as { type?: unknown; id?: unknown };
  const known = knownType(type, idOf(id));
  demandTurn(known);
  const { success, data, error } = clientMessages[known].safeParse(message, { reportInput: true });
  if (success) return data;
  throw faultOf(error, idOf(id));
}

function parsed(raw: RawData): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw new MessageFault('notJson', 'the message is no JSON');
  }
}

function knownType(type: unknown, id: RequestId | null): ClientMessageType {
  if (type === undefined) throw new MessageFault('fieldMissing', 'the message has no type', id);
  if (typeof type !== 'string') throw new MessageFault('wrongType', 'the type is to be a string', id);
  if (Object.hasOwn(clientMessages, type)) return type as ClientMessageType;
  throw new MessageFault('unknownType', `there is no message "${type.slice(0, 40)}"`, id);
}

function idOf(id: unknown): RequestId | null {
  return typeof id === 'number' || (typeof id === 'string' && id.length <= 64) ? id : null;
}

function faultOf({ issues }: z.ZodError, id: RequestId | null): MessageFault {
  const faults = faultsOf(issues);
  const [first] = issues;
  const text = faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  return new MessageFault(first ? reasonOf(first) : 'badValue', text, id, faults);
}

function reasonOf({ code, input }: z.core.$ZodIssue): CloseReason {
  if (code !== 'invalid_type' && code !== 'invalid_union') return 'badValue';
  return input === undefined ? 'fieldMissing' : 'wrongType';
}
