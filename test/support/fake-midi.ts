import type { MidiPorts, OpenPort, ReceiveBytes } from '../../src/plugins/midi/midi-ports.js';
import type { NativeMidi, RawInput } from '../../src/plugins/midi/sources/native-ports.js';

/**
 * MIDI ports as ALSA has them: nothing tells of an unplugged device, its open port stays open and deaf, and stays deaf
 * when the device comes back.
 */
export class FakeMidiPorts implements MidiPorts {
  readonly plugged = new Set<string>();
  readonly virtual = new Map<string, ReceiveBytes>();
  opened = 0;
  closed = 0;
  refusals = 0;
  private readonly listening = new Map<string, Set<ReceiveBytes>>();
  private changed = () => {};

  constructor(...names: string[]) {
    for (const name of names) this.plugged.add(name);
  }

  names(): readonly string[] {
    return [...this.plugged];
  }

  open(name: string, receive: ReceiveBytes): OpenPort {
    if (this.refusals > 0 && this.refusals--) throw new Error('device busy');
    if (!this.plugged.has(name)) throw new Error(`No MIDI input found with name: ${name}`);
    this.opened += 1;
    const listeners = this.listening.get(name) ?? new Set();
    this.listening.set(name, listeners.add(receive));
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      this.closed += 1;
      listeners.delete(receive);
    };
    return { close };
  }

  openVirtual(name: string, receive: ReceiveBytes): OpenPort {
    this.virtual.set(name, receive);
    return { close: () => this.virtual.delete(name) };
  }

  watch(changed: () => void) {
    this.changed = changed;
    return () => {
      this.changed = () => {};
    };
  }

  plug(name: string): void {
    this.plugged.add(name);
    this.changed();
  }

  unplug(name: string): void {
    this.plugged.delete(name);
    this.listening.delete(name);
    this.changed();
  }

  play(name: string, ...bytes: number[]): void {
    for (const receive of this.listening.get(name) ?? []) receive(bytes);
  }
}

/** The native library below easymidi, with the sequencer clients it holds. */
export function fakeNative(...names: string[]) {
  const clients = new Set<object>();
  class Input implements RawInput {
    private receive: ((deltaSeconds: number, bytes: number[]) => void) | null = null;
    private port: string | null = null;
    constructor() {
      if (clients.size >= 64) throw new Error('Failed to initialise RtMidi');
      clients.add(this);
    }
    static getPortNames(): string[] {
      return [...names];
    }
    on(_event: 'message', receive: (deltaSeconds: number, bytes: number[]) => void): void {
      const before = this.receive;
      this.receive = (delta, bytes) => {
        before?.(delta, bytes);
        receive(delta, bytes);
      };
    }
    ignoreTypes(): void {}
    getPortCount(): number {
      return names.length;
    }
    getPortName(index: number): string {
      return names[index] ?? '';
    }
    openPort(index: number): void {
      this.port = names[index] ?? null;
    }
    openVirtualPort(name: string): void {
      this.port = name;
    }
    closePort(): void {
      this.port = null;
    }
    destroy(): void {
      this.port = null;
      clients.delete(this);
    }
    arrive(name: string, bytes: number[]): void {
      if (this.port === name) this.receive?.(0.001, bytes);
    }
  }
  const native: NativeMidi = { input: Input, Input };
  const play = (name: string, ...bytes: number[]) => {
    for (const client of clients) (client as Input).arrive(name, bytes);
  };
  return { native, clients, play };
}
