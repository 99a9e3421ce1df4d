import type { Milliseconds } from '../../music/units.js';

/** How often the process of a plugin says that it is alive. */
export const HEARTBEAT: Milliseconds = 1_000;

/** What the process needs to know to begin. */
export interface Beginning {
  readonly role: 'input' | 'output';
  readonly id: string;
  /** As written: its own schema reads it there once more. */
  readonly config: unknown;
  readonly dataDir: string;
  readonly prefix: string;
  /** Our clock at a reading of the machine's, and at the calendar's beginning. */
  readonly now: number;
  readonly machineNow: number;
  readonly epoch: number;
}

/** The same for all processes of a machine. */
export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
