import type { InjectionToken } from 'tsyringe';

/** Whether the bridge can do its whole work now. */
export interface Readiness {
  /** Why not, one sentence each; empty when it can. */
  reasons(): readonly string[];
}
export const Readiness: InjectionToken<Readiness> = Symbol('Readiness');
