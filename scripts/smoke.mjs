// Starts the built bridge as a user would, practises for a moment over HTTP, and stops it: node scripts/smoke.mjs PATH_OF_CLI
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const cli = resolve(process.argv[2] ?? 'dist/cli/main.js');
const home = mkdtempSync(join(tmpdir(), 'fretcoach-smoke-'));
const bridge = spawn(process.execPath, [cli, 'start', '--port', '0', '--data-dir', join(home, 'data')], {
  cwd: home,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const over = new Promise((done) => bridge.once('exit', (code, signal) => done(code ?? signal)));

/** The first address the bridge names. */
async function address() {
  for await (const line of createInterface({ input: bridge.stdout })) {
    process.stdout.write(`  ${line}\n`);
    const [url] = line.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
    if (url) return url;
  }
  throw new Error('The bridge ended without naming an address.');
}

async function json(response) {
  assert.ok(response.ok, `${response.url} answered ${response.status}`);
  return response.json();
}
const post = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ready(url) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await fetch(`${url}/readyz`)).ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The bridge did not get ready within ten seconds.');
}

try {
  const url = await address();
  await ready(url);
  assert.match(await (await fetch(`${url}/`)).text(), /<title>/);
  const { session_id } = await json(await post(`${url}/session/start`, { scale_name: 'E blues' }));
  const stopped = await json(await post(`${url}/session/stop`, {}));
  assert.equal(stopped.session_id, session_id);
  const { items } = await json(await fetch(`${url}/sessions?limit=1`));
  assert.equal(items[0].session_id, session_id);
  bridge.kill('SIGTERM');
  assert.equal(await over, 0, 'a polite stop ends with 0');
  process.stdout.write('The bridge starts, remembers a session and stops.\n');
} finally {
  bridge.kill('SIGKILL');
  await over;
  rmSync(home, { recursive: true, force: true });
}
