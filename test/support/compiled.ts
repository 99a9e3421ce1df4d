import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the pages are made of. */
const PAGE_SOURCES = ['web', 'src/client', 'src/core/light', 'src/core/music', 'src/core/wire'];

/** Browser tests open the built pages: builds them when a source is newer, once a run. */
export function buildPagesIfChanged(): void {
  const built = join(ROOT, 'dist', 'web', 'index.html');
  const newest = Math.max(...PAGE_SOURCES.map((source) => newestChange(join(ROOT, source))));
  if (existsSync(built) && newest < statSync(built).mtimeMs) return;
  rmSync(join(ROOT, 'dist', 'web'), { recursive: true, force: true });
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(
    process.execPath,
    [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (status !== 0) throw new Error('The pages could not be built.');
}

/** Worker threads run the built program, also in tests: brings `dist` up to date when a source is newer. */
export function compileIfChanged(): void {
  const stamps = [join(ROOT, 'dist', '.built'), join(ROOT, 'dist', '.compiled')].filter(existsSync);
  const compiled = Math.max(0, ...stamps.map((stamp) => statSync(stamp).mtimeMs));
  if (newestChange(join(ROOT, 'src')) < compiled) return;
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const began = new Date();
  spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  writeFileSync(join(ROOT, 'dist', '.compiled'), began.toISOString());
}

function newestChange(folder: string): number {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
