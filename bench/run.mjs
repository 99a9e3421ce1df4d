// Measures: node bench/run.mjs [NAME …]. Without a name, every figure that needs nothing but this machine.
// Machines are shared and noisy: trust ratios of one run more than figures of two.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const LIBRARIES = new Set(['run.mjs', 'guitar-adapter.mjs']);
const all = readdirSync(folder).filter((name) => name.endsWith('.mjs') && !LIBRARIES.has(name));
const wanted = process.argv.slice(2);
const chosen = wanted.length > 0 ? wanted.map((name) => `${name}.mjs`) : all;

if (!existsSync(join(folder, '../dist/main.js'))) {
  process.stderr.write('There is nothing to measure yet: run `npm run build` first.\n');
  process.exit(1);
}
for (const name of chosen) {
  process.stdout.write(`\n== ${name.replace('.mjs', '')}\n`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(folder, name)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
