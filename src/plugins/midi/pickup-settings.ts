import type { Milliseconds, NoteNumber } from '../../core/plugin/index.js';
import type { PickupPreset } from './pickup-presets.js';

/** A device as it is set up: its preset with what the player changed. */
export interface PickupSettings extends PickupPreset {
  /** 1 to 16. */
  readonly basicChannel: number;
  /** MPE only: the device keeps channel 2 for string 1, and so on. */
  readonly mpeStrings: boolean;
  /** What the open strings sound like, low to high. */
  readonly openStrings: readonly NoteNumber[];
  /** Added to every note, for devices that transpose by themselves. */
  readonly transpose: NoteNumber;
  /** Shorter notes are counted as ghosts. */
  readonly minDuration: Milliseconds;
  /** Hear hammer-ons and slides in pitch bends. */
  readonly legato: boolean;
  /** A note without news for that long is over. */
  readonly stuckNoteAfter: Milliseconds;
}
