import { z } from 'zod';

export const websocketConfig = z.strictObject({
  path: z
    .string()
    .regex(/^\/[\w/-]*$/)
    .default('/ws')
    .meta({ title: 'Address', advanced: true, description: 'Where clients connect.' }),
  heartbeat_ms: z.int().min(500).max(60_000).default(1_500).meta({
    title: 'Heartbeat',
    unit: 'ms',
    advanced: true,
    description: 'How often clients ask for a sign of life; after two without, they show stale.',
  }),
  limits: z
    .strictObject({
      message_bytes: z
        .int()
        .min(1_024)
        .max(1_048_576)
        .default(65_536)
        .meta({ title: 'Largest message', unit: 'bytes' }),
      messages_per_second: z.number().min(1).max(10_000).default(50).meta({ title: 'Messages a second' }),
      burst: z.int().min(1).max(10_000).default(100).meta({ title: 'At once' }),
      subscriptions: z.int().min(1).max(1_000).default(32).meta({ title: 'Subscriptions' }),
      clients: z.int().min(1).max(10_000).default(256).meta({ title: 'Clients' }),
    })
    .prefault({})
    .meta({
      title: 'Limits',
      advanced: true,
      description: 'What one client may do, and how many there may be.',
    }),
});
export type WebSocketConfig = z.output<typeof websocketConfig>;

/** What a slow reader is allowed before it is helped, and before it has to go. */
export const SLOW_READER = {
  softBytes: 64 * 1024,
  hardBytes: 1024 * 1024,
  queuedEvents: 1_024,
  patienceMs: 5_000,
  checkMs: 50,
} as const;

/** How far back a client that was away can catch up on lossless topics. */
export const REPLAY = { events: 1_000, ms: 60_000 } as const;

export const IDENTIFY_WITHIN = 5_000;
export const PING_INTERVAL = 15_000;
/** Answers longer than this are for HTTP, which can stream. */
export const LARGEST_RESULT = 512 * 1024;
export const CONCURRENT_REQUESTS = 16;
