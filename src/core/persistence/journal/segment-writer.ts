import { closeSync, fdatasyncSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../sync-folder.js';

/** One file that only grows. What `write` returned for is on disk. */
export class SegmentWriter {
  private readonly descriptor: number;
  private length = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, 'wx', 0o600);
    try {
      syncFolder(dirname(path));
    } catch (error) {
      closeSync(this.descriptor);
      unlinkSync(path); // the next try makes it anew
      throw error;
    }
  }

  get bytes(): number {
    return this.length;
  }

  /** Writes and syncs, or leaves the file as it was (such as on a full disk) and throws. */
  write(bytes: Buffer): void {
    try {
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.descriptor, bytes, at, bytes.length - at, this.length + at);
      fdatasyncSync(this.descriptor);
      this.length += bytes.length;
    } catch (error) {
      ftruncateSync(this.descriptor, this.length);
      throw error;
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
