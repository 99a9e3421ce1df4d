/** One MIDI message. Channels run from 1 to 16, as people and pickups count them. */
export type MidiMessage =
  | { readonly type: 'note-off'; readonly channel: number; readonly note: number; readonly velocity: number }
  | { readonly type: 'note-on'; readonly channel: number; readonly note: number; readonly velocity: number }
  | {
      readonly type: 'key-pressure';
      readonly channel: number;
      readonly note: number;
      readonly pressure: number;
    }
  | {
      readonly type: 'control';
      readonly channel: number;
      readonly controller: number;
      readonly value: number;
    }
  | { readonly type: 'program'; readonly channel: number; readonly program: number }
  | { readonly type: 'pressure'; readonly channel: number; readonly pressure: number }
  /** 0 to 16383; 8192 is the middle. */
  | { readonly type: 'bend'; readonly channel: number; readonly value: number }
  | { readonly type: 'sysex'; readonly bytes: Uint8Array }
  /** In sixteenth notes from the beginning of the song. */
  | { readonly type: 'song-position'; readonly sixteenths: number }
  | { readonly type: 'song-select'; readonly song: number }
  | { readonly type: 'time-code'; readonly value: number }
  | { readonly type: 'tune-request' | 'clock' | 'start' | 'continue' | 'stop' | 'active-sensing' | 'reset' };
