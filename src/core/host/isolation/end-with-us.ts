import { spawn } from 'node:child_process';
import type { Undo } from '../../plugin/clock.js';

/**
 * Kills a process when ours has ended, however that came about: one that is stuck in a loop never hears that its channel
 * closed. A shell waits at a pipe that closes with us; Windows does the same by itself.
 */
export function endWithUs(pid: number): Undo {
  if (process.platform === 'win32') return () => {};
  // Ctrl+C reaches the whole group of processes: we may still be closing when it does.
  const wait = `trap '' INT TERM HUP; read _; kill -9 ${pid}`;
  const watch = spawn('/bin/sh', ['-c', wait], { stdio: ['pipe', 'ignore', 'ignore'], env: {} });
  watch.on('error', () => {}); // Without a shell, the closed channel has to do.
  return () => void watch.kill('SIGKILL');
}
