import type { Hertz, Milliseconds } from '../../core/plugin/index.js';

/** What a stream of samples is like. */
export interface AudioFormat {
  /** Who delivers it, such as `parec`. */
  readonly source: string;
  /** What people call the device, or the file's name. */
  readonly device: string;
  /** What the system calls it; left out where it has no other name. */
  readonly deviceId?: string;
  /** The system's default, where this device was taken before it. */
  readonly insteadOf?: string;
  readonly sampleRate: Hertz;
  /** Interleaved. */
  readonly channels: number;
  /** From the sound at the instrument to the arrival of its sample here. */
  readonly latency: Milliseconds;
  /** Samples come as they sound, never faster: late hearing must not hold them up. */
  readonly isLive: boolean;
  /** When the first sample sounded, where the source knows it; `null`: found out from the arrival of the blocks. */
  readonly startsAt: Milliseconds | null;
}

/** Where samples go. */
export interface AudioSink {
  /** A stream begins, after the one before was closed. */
  open(format: AudioFormat): void;
  /** Interleaved samples, -1 to 1, whole frames of any number; copied before the call returns. */
  write(samples: Float32Array): void;
  /** The stream is over, or there is none yet; another one may come. */
  wait(message: string, hint: string): void;
  /** The source has delivered all it had, such as a recording; the hint says what to do where that was not all. */
  end(message: string, hint?: string): void;
  /** The source broke and is of no more use. */
  fail(error: unknown): void;
}

/** Anything that delivers samples. Started once, and stopped once or more. */
export interface AudioSource {
  /** Resolves when it delivers or waits for someone who will. @throws DeviceError, or PluginError `audio.file`. */
  start(sink: AudioSink): void | Promise<void>;
  /** Nothing is written after it. */
  stop(): void | Promise<void>;
}
