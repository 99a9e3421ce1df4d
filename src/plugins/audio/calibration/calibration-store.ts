import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What was measured with one device. */
const Calibration = z.object({
  latency_ms: z.number().min(0).max(1_000).nullable(),
  noise_floor_db: z.number().nullable(),
});
export type Calibration = z.infer<typeof Calibration>;

const Shelf = z.record(z.string(), Calibration);

/** Keeps calibrations by device, in the input's own folder. */
export class CalibrationStore {
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'calibrations.json');
  }

  /** `null` when the device was never measured. */
  find(device: string): Calibration | null {
    const shelf = this.read();
    return Object.hasOwn(shelf, device) ? (shelf[device] ?? null) : null;
  }

  keep(device: string, calibration: Calibration): void {
    this.write({ ...this.read(), [device]: calibration });
  }

  forget(device: string): void {
    const { [device]: _, ...others } = this.read();
    this.write(others);
  }

  /** A missing or damaged file is an empty shelf: what it held can be measured again. */
  private read(): Record<string, Calibration> {
    try {
      return Shelf.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return {};
    }
  }

  /** All at once: a crash leaves the old file or the new one. */
  private write(shelf: Record<string, Calibration>): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(`${this.file}.new`, `${JSON.stringify(shelf, null, 2)}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}
