import osc from 'osc';
import type { OscArgument } from './osc-types.js';

/** An argument with the type it is to have on the wire. */
export type OutgoingArgument =
  | { readonly type: 'i' | 'f' | 'd'; readonly value: number }
  | { readonly type: 's'; readonly value: string }
  | { readonly type: 'b' | 'm'; readonly value: Uint8Array }
  | { readonly type: 'T' | 'F' | 'N' };

export interface OutgoingMessage {
  readonly address: string;
  readonly args: readonly OutgoingArgument[];
}

export const int = (value: number): OutgoingArgument => ({ type: 'i', value: Math.round(value) });
export const float = (value: number): OutgoingArgument => ({ type: 'f', value });
export const text = (value: string): OutgoingArgument => ({ type: 's', value });

export function encodeMessage(message: OutgoingMessage): Uint8Array {
  return osc.writePacket(writable(message), { metadata: true });
}

/** One bundle, to be acted on at once. */
export function encodeBundle(messages: readonly OutgoingMessage[]): Uint8Array {
  return osc.writePacket({ timeTag: { raw: [0, 1] }, packets: messages.map(writable) }, { metadata: true });
}

// The package writes what it is given in place of the arguments: it gets copies.
function writable({ address, args }: OutgoingMessage) {
  return { address, args: args.map((each) => ({ ...each })) };
}

/** Sends back what was received, as far as it can be said in the common types. */
export function echoed(args: readonly OscArgument[]): OutgoingArgument[] {
  return args.flatMap((argument) => echo(argument));
}

function echo({ type, value }: OscArgument): OutgoingArgument[] {
  if (typeof value === 'number') {
    if (type === 'i' || type === 'f') return [{ type, value }];
    return [{ type: 'd', value }];
  }
  if (typeof value === 'string') return [text(value)];
  if (typeof value === 'boolean') return [{ type: value ? 'T' : 'F' }];
  if (value instanceof Uint8Array) return [{ type: type === 'm' ? 'm' : 'b', value }];
  return value === null ? [{ type: 'N' }] : value.flatMap((inner) => echo(inner));
}
