import type { z } from 'zod';
import { type ErrorCode, type Fault, RequestError } from '../errors.js';
import { faultsOf } from '../wire/index.js';

type Issue = z.core.$ZodIssue;
type RequestCode = Extract<ErrorCode, `request.${string}` | `music.${string}`>;

/** @throws RequestError with every fault, not only the first. */
export function checkedParams(schema: z.ZodType, params: unknown): unknown {
  const { success, data, error } = schema.safeParse(params);
  if (success) return data;
  const faults = faultsOf(error.issues);
  throw new RequestError(codeOf(error.issues), sentenceAbout(faults), faults);
}

/** A single fault that has a name of its own keeps it, such as `music.unknown-scale`. */
function codeOf([first, ...others]: readonly Issue[]): RequestCode {
  const own = first?.code === 'custom' && others.length === 0 ? first.params?.code : undefined;
  return typeof own === 'string' ? (own as RequestCode) : 'request.invalid';
}

function sentenceAbout(faults: readonly Fault[]): string {
  const [only] = faults;
  if (faults.length === 1 && only)
    return only.pointer ? `${only.pointer.slice(1)}: ${only.message}` : only.message;
  return `The request has ${faults.length} faults: ${faults.map(({ pointer }) => pointer.slice(1)).join(', ')}.`;
}
