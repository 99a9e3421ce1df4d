/** Bytes of a Standard MIDI File with these tracks. */
export function midiFile(
  tracks: readonly (readonly number[])[],
  division = 480,
  format = tracks.length > 1 ? 1 : 0,
) {
  const chunk = (name: string, body: readonly number[]) => [
    ...Buffer.from(name),
    ...[24, 16, 8, 0].map((shift) => (body.length >> shift) & 255),
    ...body,
  ];
  const header = [0, format, 0, tracks.length, division >> 8, division & 255];
  return Uint8Array.from([...chunk('MThd', header), ...tracks.flatMap((track) => chunk('MTrk', track))]);
}

/** A length of time in ticks, seven bits a byte. */
export function ticks(count: number): number[] {
  const rest = count >>> 7;
  return [...(rest > 0 ? ticks(rest).map((byte) => byte | 0x80) : []), count & 0x7f];
}

export const END_OF_TRACK = [0, 0xff, 0x2f, 0];
