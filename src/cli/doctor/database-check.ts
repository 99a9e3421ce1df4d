import { join } from 'node:path';
import {
  addressFromEnv,
  type DatabaseAddress,
  describeAddress,
} from '../../core/persistence/database-address.js';
import { reasonOf } from '../../core/persistence/drain/database-fault.js';
import { findServerBinaries } from '../../core/persistence/embedded/server-binaries.js';
import type { Finding } from './finding.js';

const what = 'Database';

/** The server that `DB_*` name has to answer; else the programs of the embedded one have to be there. */
export async function checkDatabase(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  try {
    const address = addressFromEnv(env);
    return address ? await checkServer(address) : checkEmbedded(dataDir);
  } catch (error) {
    return { what, state: 'broken', message: reasonOf(error), remedy: null };
  }
}

/** Practice goes on without it, kept in the journal: that is lacking, not broken. */
async function checkServer(address: DatabaseAddress): Promise<Finding> {
  const { createDataSource } = await import('../../core/persistence/data-source.js');
  const source = createDataSource(address);
  try {
    await source.initialize();
    return { what, state: 'well', message: describeAddress(address), remedy: null };
  } catch (error) {
    const message = `${describeAddress(address)}: ${reasonOf(error)}`;
    const remedy = 'Is it running, and are DB_* right? Until then practice is kept in the journal.';
    return { what, state: 'lacking', message, remedy };
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

function checkEmbedded(dataDir: string): Finding {
  const { major } = findServerBinaries({
    copies: join(dataDir, 'server'),
    account: null,
    major: null,
  });
  return {
    what,
    state: 'well',
    message: `the embedded PostgreSQL ${major}, kept in ${dataDir}`,
    remedy: null,
  };
}
