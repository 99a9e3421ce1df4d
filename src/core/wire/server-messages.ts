import { z } from 'zod';
import type { Topic } from '../events/index.js';
import { ping, pong, type RequestId } from './client-messages.js';
import { named } from './naming.js';
import { fault } from './problem.js';
import { TOPICS, type TopicData } from './topics.js';
import { clockTime } from './units.js';

const topic = z.enum(TOPICS);
const seq = z.number().int().min(0).describe('rises by one with every event of the topic, within one epoch');

export const scope = z.enum(['read', 'feedback', 'control', 'admin']);

export const hello = named(
  'Hello',
  'The first message of the bridge',
  z.object({
    type: z.literal('hello'),
    server: z.string(),
    version: z.string(),
    protocol: z.tuple([z.number().int(), z.number().int()]).describe('lowest and highest version spoken'),
    epoch: z.string().describe('changes with every start of the bridge: numbers begin anew'),
    heartbeat_ms: z.number().int(),
    auth_required: z.boolean().describe('whether identify must bring a token'),
    limits: z.object({
      message_bytes: z.number().int(),
      messages_per_second: z.number(),
      burst: z.number().int(),
      subscriptions: z.number().int(),
      clients: z.number().int(),
    }),
    topics: z.array(topic),
  }),
);

export const ready = named(
  'Ready',
  'The client is in',
  z.object({
    type: z.literal('ready'),
    protocol: z.number().int(),
    connection_id: z.string(),
    scopes: z.array(scope),
    resumed: z.boolean().describe('true when nothing was missed; otherwise snapshots follow'),
  }),
);

const sequenced = { topic, seq, t: clockTime };
export const snapshot = named(
  'Snapshot',
  'How a topic stands when a subscription begins; `data` is null when nothing has happened yet',
  z.object({ type: z.literal('snapshot'), ...sequenced, data: z.unknown() }),
);
export const event = named(
  'Event',
  'Something happened',
  z.object({ type: z.literal('event'), ...sequenced, data: z.unknown() }),
);

export const resultError = named(
  'RequestProblem',
  'Why a request was not met',
  z.object({ code: z.string(), message: z.string(), errors: z.array(fault).optional() }),
);
export const result = named(
  'Result',
  'The answer to a request, or to a change of subscriptions',
  z.object({
    type: z.literal('result'),
    id: z.union([z.string(), z.number(), z.null()]),
    ok: z.boolean(),
    data: z.unknown().optional(),
    error: resultError.optional(),
  }),
);

export const gap = named(
  'Gap',
  'Events of a lossless topic were lost to this client; a snapshot follows',
  z.object({
    type: z.literal('gap'),
    topic,
    from: seq.describe('first lost'),
    to: seq.describe('last lost'),
    reason: z.enum(['slow_consumer', 'too_old']),
  }),
);
export const notice = named(
  'Notice',
  'Something the author of the client should know',
  z.object({ type: z.literal('notice'), code: z.string(), message: z.string() }),
);
export const bye = named(
  'Bye',
  'The bridge is about to close the connection',
  z.object({
    type: z.literal('bye'),
    reason: z.string(),
    reconnect: z.boolean(),
    after_ms: z.number().int().describe('when coming back makes sense'),
  }),
);

export const serverMessages = {
  hello,
  ready,
  snapshot,
  event,
  result,
  gap,
  notice,
  bye,
  ping,
  pong,
} as const;

export type Hello = z.infer<typeof hello>;
export type Ready = z.infer<typeof ready>;
export type Gap = z.infer<typeof gap>;
export type Notice = z.infer<typeof notice>;
export type Bye = z.infer<typeof bye>;
export type Pong = z.infer<typeof pong>;
export type ResultError = z.infer<typeof resultError>;
export type Result =
  | { readonly type: 'result'; readonly id: RequestId | null; readonly ok: true; readonly data: unknown }
  | {
      readonly type: 'result';
      readonly id: RequestId | null;
      readonly ok: false;
      readonly error: ResultError;
    };

interface Sequenced<T extends Topic> {
  readonly topic: T;
  readonly seq: number;
  readonly t: number;
}
/** `event`, with the data of its topic. */
export type EventMessage = {
  [T in Topic]: Sequenced<T> & { readonly type: 'event'; readonly data: TopicData[T] };
}[Topic];
/** `snapshot`, with the data of its topic. */
export type SnapshotMessage = {
  [T in Topic]: Sequenced<T> & { readonly type: 'snapshot'; readonly data: TopicData[T] | null };
}[Topic];
export type ServerMessage =
  | Hello
  | Ready
  | SnapshotMessage
  | EventMessage
  | Result
  | Gap
  | Notice
  | Bye
  | Pong
  | z.infer<typeof ping>;
