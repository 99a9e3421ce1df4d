import { existsSync, readFileSync, watch } from 'node:fs';
import { DeviceError, type Undo } from '../../../core/plugin/index.js';
import type { MidiPorts, OpenPort, ReceiveBytes } from '../midi-ports.js';

/** Linux makes a file here for each sound device, and takes it away with the device. */
const SOUND_DEVICES = '/dev/snd';
const SEQUENCER = `${SOUND_DEVICES}/seq`;
const SEQUENCER_CLIENTS = '/proc/asound/seq/clients';

type EasyMidi = typeof import('easymidi');

/** The part of the library below easymidi that we use; easymidi makes its inputs from `input`. */
export interface NativeMidi {
  input: new () => RawInput;
  readonly Input: { getPortNames(): string[] };
}

/** Below easymidi's own events: bytes as they came, and the way to let go of the port. */
export interface RawInput {
  on(event: 'message', receive: (deltaSeconds: number, bytes: number[]) => void): void;
  closePort(): void;
  destroy(): void;
}

/** Loads easymidi on first use, so that a bridge without MIDI starts all the same. @throws DeviceError. */
export async function loadNativePorts(): Promise<MidiPorts> {
  requireSequencer();
  try {
    const easymidi = (await import('easymidi')) as unknown as { default: EasyMidi };
    const native = (await import('@julusian/midi/lazy')) as unknown as { default: NativeMidi };
    return new NativePorts(easymidi.default, native.default);
  } catch (cause) {
    throw unloadable(cause);
  }
}

/** ALSA complains on standard error about what we can see for ourselves. */
function requireSequencer(): void {
  if (process.platform !== 'linux' || existsSync(SEQUENCER)) return;
  throw new DeviceError(
    'missing',
    'This computer has no MIDI: the ALSA sequencer is not running.',
    'Plug a device in and run `modprobe snd-seq`, or let a browser hear it: dashboard, "Inputs & outputs", "Use this browser’s MIDI".',
  );
}

function unloadable(cause: unknown): DeviceError {
  const text = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
  const isAlsa = /libasound/.test(text ?? '');
  return new DeviceError(
    'missing',
    `MIDI cannot be used: ${text}.`,
    isAlsa
      ? 'Install ALSA (Debian and Ubuntu: `apt install libasound2`).'
      : 'Run `npm ci` again, or use MIDI through the dashboard in Chromium or Firefox.',
    { cause },
  );
}

/** MIDI ports through easymidi. */
export class NativePorts implements MidiPorts {
  private clients: string | null = null;
  private known: readonly string[] = [];

  constructor(
    private readonly easymidi: EasyMidi,
    private readonly native: NativeMidi,
    private readonly devices = SOUND_DEVICES,
  ) {}

  /** The static call gives its sequencer client back; easymidi's own listing leaks one of the system's 64 each time. */
  names(): readonly string[] {
    const clients = sequencerClients();
    if (clients === null || clients !== this.clients) {
      this.known = numbered(this.listed());
      this.clients = sequencerClients();
    }
    return this.known;
  }

  open(name: string, receive: ReceiveBytes): OpenPort {
    return opened(this.input(name, false), receive);
  }

  openVirtual(name: string, receive: ReceiveBytes): OpenPort {
    if (process.platform !== 'win32') return opened(this.input(name, true), receive);
    const hint = 'Use a loopback driver such as loopMIDI, and its port instead.';
    throw new DeviceError('missing', 'Windows has no virtual MIDI ports.', hint);
  }

  watch(changed: () => void): Undo {
    if (process.platform !== 'linux' || !existsSync(this.devices)) return () => {};
    const watcher = watch(this.devices, changed);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  }

  /** easymidi lists the ports before it opens one and never lets go of the lister, nor of a port it did not find. */
  private input(name: string, isVirtual: boolean): RawInput {
    const { input } = this.native;
    const made: RawInput[] = [];
    let kept: RawInput | null = null;
    this.native.input = class extends input {
      constructor() {
        super();
        made.push(this);
      }
    };
    try {
      kept = (new this.easymidi.Input(name, isVirtual) as unknown as { _input: RawInput })._input;
      return kept;
    } finally {
      this.native.input = input;
      for (const each of made) if (each !== kept) each.destroy();
    }
  }

  private listed(): string[] {
    try {
      return this.native.Input.getPortNames();
    } catch (cause) {
      throw new DeviceError(
        'missing',
        'This computer has no MIDI that can be used.',
        'On Linux, see that the account is in the group "audio" and that /dev/snd/seq exists.',
        { cause },
      );
    }
  }
}

function opened(input: RawInput, receive: ReceiveBytes): OpenPort {
  let isOpen = true;
  input.on('message', (_delta, bytes) => {
    if (isOpen) receive(bytes);
  });
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    input.closePort();
    input.destroy();
  };
  return { close };
}

/** Two devices of one name are told apart by a number behind it, as easymidi does. */
function numbered(names: readonly string[]): readonly string[] {
  const seen: string[] = [];
  for (const name of names) {
    let unique = name;
    for (let count = 1; seen.includes(unique); count += 1) unique = `${name}${count}`;
    seen.push(unique);
  }
  return seen;
}

/** Who is at the sequencer, as text; `null` where the system does not say. */
function sequencerClients(): string | null {
  try {
    return readFileSync(SEQUENCER_CLIENTS, 'utf8');
  } catch {
    return null;
  }
}
