import type { Field, Variant } from './field.js';
import { valueAt } from './place.js';

/** The settings of another alternative; what both have is kept. */
export function switched(
  field: Extract<Field, { kind: 'one-of' }>,
  variant: Variant,
  value: unknown,
): unknown {
  if (typeof variant.start !== 'object' || variant.start === null || Array.isArray(variant.start))
    return variant.start;
  const kept = variant.fields.flatMap(({ path }) => {
    const key = path[field.path.length];
    const before = key === undefined ? undefined : valueAt(value, [key]);
    return before === undefined ? [] : [[key, before] as const];
  });
  return { ...variant.start, ...Object.fromEntries(kept) };
}
