// Builds the bridge (tsc) and its pages (vite) into dist/. With --if-changed it does nothing when dist/ is newer than the sources.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const SOURCES = [
  'src',
  'web',
  'types',
  'scripts/build.mjs',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

function newestChange(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return SOURCES.every((source) => newestChange(join(root, source)) <= built);
}

/** Not through `require.resolve`: packages need not export their manifest. */
function binOf(packageName, bin) {
  const folder = join(root, 'node_modules', packageName);
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bins === 'string' ? bins : bins[bin]);
}

function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv.includes('--if-changed') && isFresh()) process.exit(0);
if (!existsSync(join(root, 'node_modules', 'typescript'))) {
  // Installed without development dependencies: what was packed is all there is.
  process.exit(existsSync(stamp) ? 0 : 1);
}

try {
  accessSync(root, constants.W_OK);
  if (existsSync(join(root, 'dist'))) accessSync(join(root, 'dist'), constants.W_OK);
} catch {
  process.stderr.write(
    `FretCoach has to be built, and ${root} cannot be written to: run \`npm run build\` there as its owner.\n`,
  );
  process.exit(1);
}

const begun = Date.now();
rmSync(join(root, 'dist'), { recursive: true, force: true });
run(binOf('typescript', 'tsc'), ['-p', 'tsconfig.build.json']);
for (const config of ['web/vite.config.ts', 'web/client.config.ts']) {
  run(binOf('vite', 'vite'), ['build', '--config', config, '--logLevel', 'warn']);
}
chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
writeFileSync(stamp, '');
process.stdout.write(`FretCoach is built (${((Date.now() - begun) / 1000).toFixed(1)} s).\n`);
