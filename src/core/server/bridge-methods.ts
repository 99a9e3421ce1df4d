import type { PluginDirectory } from '../plugin/plugin-directory.js';
import type { SessionReader } from '../session/history/session-reader.js';
import type { Practices } from '../session/practice.js';
import type { SessionRepository } from '../session/session-repository.js';
import { historyMethods, readerMethods } from './history-methods.js';
import { hostMethods, type Reload, reloadMethods } from './host-methods.js';
import { listingMethods } from './listing-methods.js';
import type { MethodRunners } from './method-runners.js';
import { practiceMethods } from './practice-methods.js';

/** The rooms that do the work. */
export interface Workers {
  readonly practices: Practices;
  readonly repository: SessionRepository;
  /** Left out where nothing counts over stored practices: then those methods are not offered. */
  readonly reader?: SessionReader;
  readonly directory: PluginDirectory;
  /** Left out where there is no configuration to read again. */
  readonly reload?: Reload;
  readonly version: string;
}

/** Everything a bridge offers, ready for `BridgeDoor.offer`. */
export function bridgeMethods({
  practices,
  repository,
  reader,
  directory,
  reload,
  version,
}: Workers): MethodRunners {
  return {
    ...practiceMethods(practices, repository),
    ...historyMethods(repository),
    ...(reader ? readerMethods(repository, reader) : {}),
    ...listingMethods(),
    ...hostMethods(directory, version),
    ...(reload ? reloadMethods(reload, directory) : {}),
  };
}
