import { z } from 'zod';
import { named } from './naming.js';

export const fault = named(
  'Fault',
  'One fault in a request',
  z.object({ pointer: z.string().describe('JSON pointer, such as /strictness'), message: z.string() }),
);

export const problem = named(
  'Problem',
  'Why a request cannot be met (RFC 9457)',
  z.object({
    type: z.string(),
    title: z.string().describe('the kind of problem, in words'),
    status: z.number().int(),
    code: z.string().describe('stable, such as session.input-taken'),
    detail: z.string().describe('who, what happened and what to do next'),
    errors: z.array(fault).describe('every fault, not only the first'),
  }),
);
export type Problem = z.infer<typeof problem>;
