import type { Milliseconds, TransportReading } from '../../core/plugin/index.js';

/** What a source tells while it runs. */
export interface MidiSink {
  /** From now on bytes may come. `device` is what people call it; recordings tell when they began. */
  open(source: string, device: string, beganAt?: Milliseconds): void;
  /** Bytes as they came; a message may be spread over several calls. */
  write(bytes: ArrayLike<number> & Iterable<number>, time: Milliseconds): void;
  /** Where the song is, from sources that know it otherwise than by MIDI clock. */
  follow(song: Omit<TransportReading, 'kind'>): void;
  /** Nothing comes for now, and why. Everything that sounded is over. */
  wait(message: string, hint: string): void;
  /** All has been said. */
  end(message: string): void;
  fail(error: unknown): void;
}

/** Where MIDI comes from. */
export interface MidiSource {
  /** @throws DeviceError or PluginError when it can never work like this. */
  start(sink: MidiSink): void | Promise<void>;
  /** Welcome at any time, even twice. */
  stop(): void;
}
