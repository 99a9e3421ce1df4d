import { isDeepStrictEqual } from 'node:util';
import type { InstanceSpec } from './instance.js';

/** What a new list of instances changes in an old one, by id. */
export interface InstanceChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Their settings, their plugin or their switch changed. */
  readonly changed: readonly string[];
}

export function instanceChanges(
  before: readonly InstanceSpec[],
  after: readonly InstanceSpec[],
): InstanceChanges {
  const old = new Map(before.map((spec) => [spec.id, spec]));
  const kept = after.filter(({ id }) => old.has(id));
  const wanted = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !wanted.has(id)).map(({ id }) => id),
    changed: kept.filter((spec) => !isDeepStrictEqual(spec, old.get(spec.id))).map(({ id }) => id),
  };
}
