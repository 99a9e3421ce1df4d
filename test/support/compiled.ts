import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

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
