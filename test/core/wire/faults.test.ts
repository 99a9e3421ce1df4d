import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultsOf } from '../../../src/core/wire/index.js';

const Request = z.strictObject({
  strictness: z.number().min(0).max(1).optional(),
  limit: z.int().min(1).optional(),
  max_hz: z.number().positive().optional(),
  id: z.union([z.string(), z.number()]).optional(),
  user_id: z.string().min(2).max(5).optional(),
  format: z.enum(['csv', 'json']).optional(),
  inputs: z.array(z.string()).max(1).optional(),
  own: z
    .string()
    .refine(() => false, 'no such scale')
    .optional(),
  'a/b': z.object({ needed: z.string() }).optional(),
  either: z.object({ id: z.union([z.string(), z.number()]) }).optional(),
});

test.each([
  [{ strictness: 2 }, '/strictness', 'expected at most 1'],
  [{ limit: 0 }, '/limit', 'expected at least 1'],
  [{ limit: 1.5 }, '/limit', 'expected int, received number'],
  [{ max_hz: 0 }, '/max_hz', 'expected more than 0'],
  [{ id: {} }, '/id', 'expected string or number'],
  [{ user_id: 'x' }, '/user_id', 'expected at least 2 characters'],
  [{ user_id: 'longer' }, '/user_id', 'expected at most 5 characters'],
  [{ user_id: 7 }, '/user_id', 'expected string, received number'],
  [{ inputs: ['a', 'b'] }, '/inputs', 'expected at most 1 in the list'],
  [{ format: 'xml' }, '/format', 'expected "csv" or "json"'],
  [{ strictnes: 1 }, '', 'there is no "strictnes" here'],
  [{ own: 'H dur' }, '/own', 'no such scale'],
  [{ 'a/b': {} }, '/a~1b/needed', 'is missing'],
  [{ either: {} }, '/either/id', 'is missing'],
])('a request %j is refused in plain words', (request, pointer, message) => {
  expect(faultsOf(Request.safeParse(request).error?.issues ?? [])).toEqual([{ pointer, message }]);
});
