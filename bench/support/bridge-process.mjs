// A bridge in a process of its own, as `npm start` runs it.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export function ownFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-bench-'));
  chmodSync(folder, 0o711); // as root, the database's account passes through
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Resolves when `/readyz` says yes; `readyMs` is the time since the process was started. */
export async function startBridge(folder, plugins) {
  const config = join(folder, 'plugins.config.json');
  writeFileSync(config, JSON.stringify({ bridge: { http: { port: 0 } }, plugins }));
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [CLI, 'start', '--config', config, '--data-dir', join(folder, 'data')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise((found, lost) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      const [address] = text.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
      if (address) found(address);
    });
    child.once('exit', (code) => lost(new Error(`the bridge ended with ${code}`)));
  });
  while (!(await fetch(`${url}/readyz`)).ok) await pause(2);
  const readyMs = performance.now() - begun;
  const stop = async () => {
    const over = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await over;
  };
  return { url, readyMs, stop, residentMb: () => residentMb(child.pid) };
}

/** Memory of one process, without its database; Linux only. */
function residentMb(pid) {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/) ?? [];
  return Number(kilobytes) / 1024;
}
