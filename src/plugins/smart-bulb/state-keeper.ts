import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LampState } from './lamp-driver.js';

/** Remembers on disk what has to be given back, so that even a crash in mid-practice is made good at the next start. */
export class StateKeeper {
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'lamp-before-practice.json');
  }

  /** `null` when nothing is owed. */
  read(): LampState | null {
    try {
      const state = JSON.parse(readFileSync(this.file, 'utf8')) as Partial<LampState> | null;
      return state?.raw === undefined ? null : { raw: state.raw, light: state.light ?? null };
    } catch {
      return null; // Absent or torn: there is nothing to give back.
    }
  }

  save(state: LampState): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, JSON.stringify(state));
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }
}
