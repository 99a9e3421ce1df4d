import type { TransportFeedback } from '../events/feedback-event.js';
import type { SourcedReading, TransportReading } from '../events/reading.js';
import type { Bpm, Milliseconds } from '../music/units.js';

/** Who says nothing for so long no longer leads: even a slow song has had a beat by then. */
const SILENT: Milliseconds = 4_000;

/** A song as one source tells it. */
interface Song {
  readonly isPlaying: boolean;
  readonly tempo: Bpm | null;
  readonly bar: number | null;
  readonly beat: number | null;
  readonly heard: Milliseconds;
}

const NO_SONG: Song = {
  isPlaying: false,
  tempo: null,
  bar: null,
  beat: null,
  heard: Number.NEGATIVE_INFINITY,
};

/**
 * Where the song is: what a transport reading leaves out stays as it was. While a song plays, one source leads until it
 * stops or falls silent: a DAW that sends MIDI clock and OSC would else beat every beat twice.
 */
export class TransportBoard {
  private readonly songs = new Map<string, Song>();
  private leader: string | null = null;
  private song = NO_SONG;

  /**
   * The reading, completed with what is known: also who comes later knows whether the song plays, and how fast.
   * `null` while another source leads.
   */
  observe(source: string, reading: TransportReading): TransportReading | null {
    const mayLead = this.mayLead(source, reading.time);
    const song = continued(this.songs.get(source) ?? NO_SONG, reading);
    this.songs.set(source, song);
    if (!mayLead) return null;
    this.leader = source;
    this.song = { ...song, tempo: song.tempo ?? this.song.tempo };
    const { isPlaying, tempo } = this.song;
    return { ...reading, isPlaying, ...(tempo === null ? {} : { tempo }) };
  }

  /** What to say when a source is lost: a song nobody plays any more has stopped. `null` when it was not leading one. */
  lose(source: string, time: Milliseconds): SourcedReading | null {
    this.songs.delete(source);
    if (source !== this.leader || !this.song.isPlaying) return null;
    return { source, reading: { kind: 'transport', time, isPlaying: false } };
  }

  feedback(time: Milliseconds): TransportFeedback {
    const { isPlaying, tempo, bar, beat } = this.song;
    return { topic: 'transport', time, sessionId: null, source: this.leader, isPlaying, tempo, bar, beat };
  }

  private mayLead(source: string, time: Milliseconds): boolean {
    return source === this.leader || !this.song.isPlaying || time - this.song.heard > SILENT;
  }
}

function continued(song: Song, { time, isPlaying, tempo, bar, beat }: TransportReading): Song {
  return {
    isPlaying: isPlaying ?? song.isPlaying,
    tempo: tempo ?? song.tempo,
    bar: bar ?? song.bar,
    beat: beat ?? song.beat,
    heard: time,
  };
}
