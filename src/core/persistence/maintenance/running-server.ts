import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseAddress } from '../database-address.js';
import { CLUSTER_USER, existingCluster } from '../embedded/cluster.js';
import { clusterPassword } from '../embedded/cluster-password.js';

/** The embedded server that another process runs in a data directory, or `null`. It says where it is in postmaster.pid. */
export function runningServer(dataDir: string): DatabaseAddress | null {
  const folder = existingCluster(dataDir);
  const file = join(folder ?? dataDir, 'postmaster.pid');
  if (!folder || !existsSync(file)) return null;
  const [, , , port, socketFolder, tcp] = readFileSync(file, 'utf8').split('\n');
  const password = clusterPassword(dataDir)?.text;
  return {
    host: socketFolder || tcp || '127.0.0.1',
    port: Number(port),
    user: CLUSTER_USER,
    database: 'postgres',
    ...(password ? { password } : {}),
  };
}
