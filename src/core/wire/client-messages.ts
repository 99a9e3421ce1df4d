import { z } from 'zod';
import { named } from './naming.js';
import { TOPICS } from './topics.js';
import { sessionId } from './units.js';

/** Subprotocol of the WebSocket. */
export const SUBPROTOCOL = 'fretcoach.v1';
/** Lowest and highest version spoken here. */
export const PROTOCOL_RANGE = [1, 1] as const;

const topic = z.enum(TOPICS);
const requestId = z.union([z.string().max(64), z.number()]).describe('comes back in the result');

const wish = {
  topic,
  max_hz: z
    .number()
    .positive()
    .max(60)
    .optional()
    .describe('at most so many events a second; implies `latest`'),
  mode: z
    .enum(['latest', 'all'])
    .optional()
    .describe('`latest` skips what is stale; `all` is the default of lossless topics'),
  session_id: sessionId.optional().describe('only what belongs to this session'),
};
export const subscriptionWish = named('SubscriptionWish', 'What a client wants to hear', z.object(wish));
export type SubscriptionWish = z.infer<typeof subscriptionWish>;

export const identify = named(
  'Identify',
  'The first message of a client, within 5 s of `hello`',
  z.object({
    type: z.literal('identify'),
    protocol: z.number().int().describe('the version to speak, one of those in `hello`'),
    client: z.string().max(128).describe('name and version, for people who read the log'),
    token: z.string().max(256).optional(),
    subscribe: z.array(subscriptionWish).max(256).optional(),
    resume: z
      .object({
        epoch: z.string().max(64),
        last_seq: z.partialRecord(topic, z.number().int().min(0)),
      })
      .optional()
      .describe('what was heard before the connection broke'),
  }),
);
export type Identify = z.infer<typeof identify>;

export const subscribe = named(
  'Subscribe',
  'Asks for a topic; a second time changes rate, mode and session',
  z.object({ type: z.literal('subscribe'), id: requestId, ...wish }),
);
export const unsubscribe = named(
  'Unsubscribe',
  'Ends a subscription',
  z.object({ type: z.literal('unsubscribe'), id: requestId, topic }),
);
export const request = named(
  'Request',
  'Calls a method; the same methods as over HTTP',
  z.object({
    type: z.literal('request'),
    id: requestId,
    method: z.string().max(64),
    params: z.unknown().optional(),
  }),
);
export const ping = named(
  'Ping',
  'Asks how far away the other side is',
  z.object({ type: z.literal('ping'), t: z.number().optional().describe('comes back in the pong') }),
);
export const pong = named(
  'Pong',
  'Answers a ping',
  z.object({
    type: z.literal('pong'),
    t: z.number().optional(),
    server_t: z.number().optional().describe("the bridge's clock, in milliseconds"),
  }),
);

export const clientMessages = { identify, subscribe, unsubscribe, request, ping, pong } as const;
export type ClientMessageType = keyof typeof clientMessages;
export type ClientMessage = {
  [Type in ClientMessageType]: z.infer<(typeof clientMessages)[Type]>;
}[ClientMessageType];
export type RequestId = z.infer<typeof requestId>;
