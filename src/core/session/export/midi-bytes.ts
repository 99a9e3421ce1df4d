/** One event of a Standard MIDI File: when it happens, in ticks from the start, and its bytes. */
export interface TrackEvent {
  readonly tick: number;
  readonly bytes: readonly number[];
}

/** Meta events by their type (Standard MIDI Files 1.0, section 3). */
const META = { text: 0x01, trackName: 0x03, marker: 0x06, endOfTrack: 0x2f, tempo: 0x51 } as const;

export function textEvent(kind: 'text' | 'trackName' | 'marker', text: string): number[] {
  const bytes = [...Buffer.from(text)];
  return [0xff, META[kind], ...variableLength(bytes.length), ...bytes];
}

export function tempoEvent(microsecondsPerBeat: number): number[] {
  const bytes = [microsecondsPerBeat >> 16, microsecondsPerBeat >> 8, microsecondsPerBeat];
  return [0xff, META.tempo, 3, ...bytes.map((byte) => byte & 0xff)];
}

/** A file of one track (format 0). Events must be in order; the end of the track is added. */
export function midiFile(ticksPerBeat: number, events: readonly TrackEvent[]): Uint8Array {
  const track: number[] = [];
  let last = 0;
  for (const { tick, bytes } of events) {
    track.push(...variableLength(tick - last), ...bytes);
    last = tick;
  }
  track.push(0, 0xff, META.endOfTrack, 0);
  const header = Buffer.alloc(14);
  header.write('MThd');
  header.writeUInt32BE(6, 4);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(1, 10);
  header.writeUInt16BE(ticksPerBeat, 12);
  const chunk = Buffer.alloc(8);
  chunk.write('MTrk');
  chunk.writeUInt32BE(track.length, 4);
  return Buffer.concat([header, chunk, Buffer.from(track)]);
}

/** Seven bits a byte, the highest first; all but the last have their top bit set. */
export function variableLength(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
