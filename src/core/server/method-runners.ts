import type { CheckedParams, MethodName, MethodResult } from '../wire/index.js';

type Answer<Name extends MethodName> = MethodResult<Name> | Promise<MethodResult<Name>>;

/** What each method does, once its parameters are checked. A method that is left out is not offered. */
export type MethodRunners = { readonly [Name in MethodName]?: (params: CheckedParams<Name>) => Answer<Name> };

/** A list that has no second page. */
export function wholePage<Item>(items: Item[]): { items: Item[]; next_cursor: null } {
  return { items, next_cursor: null };
}
