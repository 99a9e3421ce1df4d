import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where practice is kept when nobody says otherwise: each system's own place for the data of programs. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.FRETCOACH_DATA_DIR) return env.FRETCOACH_DATA_DIR;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'FretCoach');
  // The database server runs under another account there, which may not enter /root.
  if (process.getuid?.() === 0) return '/var/lib/fretcoach';
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'FretCoach');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'fretcoach');
}
