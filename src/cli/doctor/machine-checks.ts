import { accessSync, constants, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { BridgeConfig } from '../../core/config/index.js';
import { PACKAGE_ROOT } from '../../core/system/package-facts.js';
import { askBridge } from '../ask-bridge.js';
import type { Io } from '../command.js';
import type { Finding } from './finding.js';

const OLDEST_NODE = [20, 19] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const remedy = isNew ? null : `Install Node ${OLDEST_NODE.join('.')} or newer from nodejs.org.`;
  return { what: 'Node', state: isNew ? 'well' : 'broken', message: version, remedy };
}

export function checkPages(root = PACKAGE_ROOT): Finding {
  const isBuilt = existsSync(join(root, 'dist', 'web', 'index.html'));
  return {
    what: 'Pages',
    state: isBuilt ? 'well' : 'lacking',
    message: isBuilt ? 'dashboard and overlays are built' : 'dashboard and overlays are not built',
    remedy: isBuilt ? null : 'Run `npm run build` in the folder of FretCoach.',
  };
}

/** It is made at the first start, so its nearest folder that exists has to be writable. */
export function checkDataDir(dataDir: string): Finding {
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return { what: 'Data', state: 'well', message: dataDir, remedy: null };
  } catch {
    const remedy = 'Choose another place with --data-dir or FRETCOACH_DATA_DIR.';
    return { what: 'Data', state: 'broken', message: `${folder} cannot be written to`, remedy };
  }
}

export async function checkPort(config: BridgeConfig, io: Io): Promise<Finding> {
  const { host, port } = config.http;
  const what = 'Port';
  if (await isFree(host, port)) return { what, state: 'well', message: `${port} is free`, remedy: null };
  const version = await askBridge('/version', port, io).catch(() => ({}));
  if (version) return { what, state: 'well', message: `a bridge runs on ${port}`, remedy: null };
  const remedy = `Stop that program, or choose another port: fretcoach start --port ${port + 1}.`;
  return { what, state: 'broken', message: `${port} is taken by another program`, remedy };
}

function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
