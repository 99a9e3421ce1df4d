import type { TransportFeedback } from '../events/feedback-event.js';
import type { SourcedReading, TransportReading } from '../events/reading.js';
import type { Bpm, Milliseconds } from '../music/units.js';

/** Where the song is: what a transport reading leaves out stays as it was. */
export class TransportBoard {
  private source: string | null = null;
  private isPlaying = false;
  private tempo: Bpm | null = null;
  private bar: number | null = null;
  private beat: number | null = null;

  /** The reading, completed with what is known: also who comes later knows whether the song plays, and how fast. */
  observe(source: string, reading: TransportReading): TransportReading {
    this.source = source;
    this.isPlaying = reading.isPlaying ?? this.isPlaying;
    this.tempo = reading.tempo ?? this.tempo;
    this.bar = reading.bar ?? this.bar;
    this.beat = reading.beat ?? this.beat;
    const { isPlaying, tempo } = this;
    return { ...reading, isPlaying, ...(tempo === null ? {} : { tempo }) };
  }

  /** What to say when a source is lost: a song nobody plays any more has stopped. `null` when it was not playing. */
  lose(source: string, time: Milliseconds): SourcedReading | null {
    if (source !== this.source || !this.isPlaying) return null;
    return { source, reading: { kind: 'transport', time, isPlaying: false } };
  }

  feedback(time: Milliseconds): TransportFeedback {
    const { isPlaying, tempo, bar, beat } = this;
    return { topic: 'transport', time, sessionId: null, isPlaying, tempo, bar, beat };
  }
}
