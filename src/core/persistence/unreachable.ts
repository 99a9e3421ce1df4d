import { StorageError } from '../errors.js';

/** True for those that try on and for those that give up: what is on disk outlives both. */
export function unreachable(who: string, reason: string, options?: ErrorOptions): StorageError {
  const message = `Storage cannot reach ${who}: ${reason}. What was played waits in the journal until it answers; \`fretcoach doctor\` says what to do.`;
  return new StorageError('storage.unreachable', message, options);
}
