import type { MidiMessage } from './midi-message.js';

const SYSEX = 0xf0;
const END_OF_SYSEX = 0xf7;
const FIRST_REALTIME = 0xf8;
/** Longer system exclusive messages are dropped. */
const LONGEST_SYSEX = 65_536;

const REALTIME: Readonly<
  Record<number, 'clock' | 'start' | 'continue' | 'stop' | 'active-sensing' | 'reset'>
> = {
  248: 'clock',
  250: 'start',
  251: 'continue',
  252: 'stop',
  254: 'active-sensing',
  255: 'reset',
};

/**
 * Makes messages of a stream of MIDI bytes, however it is cut: running status, realtime messages between the bytes of
 * others, system exclusive, stray and missing bytes. Never throws, and keeps no more than one message.
 */
export class MidiParser {
  /** Bytes that belonged to no message. */
  strays = 0;
  private status = 0;
  private readonly data: number[] = [];
  private sysex: number[] | null = null;

  constructor(private readonly receive: (message: MidiMessage) => void) {}

  write(bytes: Iterable<number>): void {
    for (const byte of bytes) {
      if (byte >= FIRST_REALTIME) this.realtime(byte);
      else if (byte >= 0x80) this.begin(byte);
      else this.continue(byte);
    }
  }

  private realtime(byte: number): void {
    const type = REALTIME[byte];
    if (type === undefined) this.strays += 1;
    else this.receive({ type });
  }

  private begin(status: number): void {
    this.strays += this.data.length;
    this.data.length = 0;
    this.endSysex(status === END_OF_SYSEX);
    this.status = status === END_OF_SYSEX ? 0 : status;
    if (status === SYSEX) this.sysex = [SYSEX];
    else if (status === 0xf6) this.complete(0xf6, 0, 0);
  }

  private continue(byte: number): void {
    if (this.sysex) {
      if (this.sysex.length < LONGEST_SYSEX) this.sysex.push(byte);
      else this.strays += 1;
      return;
    }
    const length = dataLength(this.status);
    if (length === 0) {
      this.strays += 1;
      return;
    }
    this.data.push(byte);
    if (this.data.length < length) return;
    const [first = 0, second = 0] = this.data.splice(0);
    this.complete(this.status, first, second);
  }

  private endSysex(isWhole: boolean): void {
    const { sysex } = this;
    this.sysex = null;
    if (!sysex) return;
    if (isWhole && sysex.length < LONGEST_SYSEX) {
      this.receive({ type: 'sysex', bytes: Uint8Array.from([...sysex, END_OF_SYSEX]) });
    } else this.strays += sysex.length;
  }

  private complete(status: number, first: number, second: number): void {
    const message =
      status < SYSEX ? channelMessage(status, first, second) : commonMessage(status, first, second);
    // Running status holds for channel messages only.
    if (status >= SYSEX) this.status = 0;
    if (message) this.receive(message);
  }
}

/** Data bytes that follow a status; 0 also for those that are not defined. */
function dataLength(status: number): 0 | 1 | 2 {
  if (status < 0x80 || status === 0xf4 || status === 0xf5) return 0;
  const kind = status & 0xf0;
  if (kind === 0xc0 || kind === 0xd0 || status === 0xf1 || status === 0xf3) return 1;
  return status === 0xf6 ? 0 : 2;
}

function channelMessage(status: number, first: number, second: number): MidiMessage | null {
  const channel = (status & 0x0f) + 1;
  switch (status & 0xf0) {
    case 0x80:
      return { type: 'note-off', channel, note: first, velocity: second };
    case 0x90:
      return { type: 'note-on', channel, note: first, velocity: second };
    case 0xa0:
      return { type: 'key-pressure', channel, note: first, pressure: second };
    case 0xb0:
      return { type: 'control', channel, controller: first, value: second };
    case 0xc0:
      return { type: 'program', channel, program: first };
    case 0xd0:
      return { type: 'pressure', channel, pressure: first };
    case 0xe0:
      return { type: 'bend', channel, value: first + second * 128 };
    default:
      return null;
  }
}

function commonMessage(status: number, first: number, second: number): MidiMessage | null {
  switch (status) {
    case 0xf1:
      return { type: 'time-code', value: first };
    case 0xf2:
      return { type: 'song-position', sixteenths: first + second * 128 };
    case 0xf3:
      return { type: 'song-select', song: first };
    case 0xf6:
      return { type: 'tune-request' };
    default:
      return null;
  }
}
