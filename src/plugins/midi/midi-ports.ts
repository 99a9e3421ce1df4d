import type { Undo } from '../../core/plugin/index.js';

/** An open port; `close` lets go of everything the system holds for it. */
export interface OpenPort {
  readonly close: Undo;
}

export type ReceiveBytes = (bytes: readonly number[]) => void;

/** The MIDI inputs of this computer. */
export interface MidiPorts {
  /** @throws DeviceError when the system has no MIDI. */
  names(): readonly string[];
  /** @throws Error when it is gone, or taken by another program. */
  open(name: string, receive: ReceiveBytes): OpenPort;
  /** A port of our own that other programs can play into. @throws DeviceError where the system has none. */
  openVirtual(name: string, receive: ReceiveBytes): OpenPort;
  /** Calls when something was plugged or unplugged, where the system tells. */
  watch(changed: () => void): Undo;
}

/** Loads the native library on first use. @throws DeviceError saying what to install. */
export type LoadMidiPorts = () => Promise<MidiPorts>;
