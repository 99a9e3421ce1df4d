import { z } from 'zod';
import { HIGHEST_A4, LOWEST_A4, parseScale, parseTuning } from '../music/index.js';
import { named } from './naming.js';
import { readableBy } from './readable-text.js';
import { metricName } from './session.js';
import { sessionId } from './units.js';

/** No database keeps the character zero in a text. */
const text = z
  .string()
  .refine((value) => !value.includes('\0'), 'expected a text without the character zero');
const name = text.trim().min(1).max(120);
const player = text.min(1).max(255);
const share = z.number().min(0).max(1);
const id = sessionId.max(64);

export const startParams = named(
  'StartSession',
  'What to practise; whatever is left out comes from the configuration',
  z.object({
    scale_name: name
      .pipe(readableBy(parseScale))
      .optional()
      .describe('such as "A Minor Pentatonic" or "Am pent"'),
    strictness: share.optional(),
    sensitivity: share.optional().describe('higher hears softer playing'),
    user_id: player.nullable().optional(),
    ambient_lighting: z.boolean().optional(),
    inputs: z
      .array(z.string().max(120))
      .max(32)
      .optional()
      .describe('input instances to listen to; all when left out'),
    enabled_metrics: z.array(metricName).max(3).optional(),
    tuning: name.pipe(readableBy(parseTuning)).optional().describe('a name, or notes from low to high'),
    a4: z.number().min(LOWEST_A4).max(HIGHEST_A4).optional().describe('Hz'),
  }),
);
export type StartParams = z.infer<typeof startParams>;

export const optionalSession = z.object({ session_id: id.optional() });
export const theSession = z.object({ session_id: id });

/** Numbers arrive as text in a query and as numbers over the WebSocket. */
const wholeNumber = z.coerce.number().int();

export const listParams = z.object({
  user_id: text.max(255).optional(),
  scale_name: name.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  limit: wholeNumber.min(1).max(1000).default(10),
  cursor: z.string().max(512).optional(),
});

export const progressOfAllParams = z.object({
  scale_name: name.optional(),
  weeks: wholeNumber.min(1).max(520).default(12),
});

export const progressParams = progressOfAllParams.extend({ user_id: player });

export const exportParams = theSession.extend({
  format: z.enum(['csv', 'json', 'midi']).default('csv'),
});

export const pluginParams = z.object({ id: z.string().min(1).max(120) });
export const noParams = z.object({});
