import type { TransportFeedback } from '../events/feedback-event.js';
import type { TransportReading } from '../events/reading.js';

type Transport = Pick<TransportFeedback, 'isPlaying' | 'tempo' | 'bar' | 'beat'>;

/** Where the song is: what a transport reading leaves out stays as it was. */
export class TransportBoard {
  private now: Transport = { isPlaying: false, tempo: null, bar: null, beat: null };

  observe({ time, isPlaying, tempo, bar, beat }: TransportReading): TransportFeedback {
    const { now } = this;
    this.now = {
      isPlaying: isPlaying ?? now.isPlaying,
      tempo: tempo ?? now.tempo,
      bar: bar ?? now.bar,
      beat: beat ?? now.beat,
    };
    return { topic: 'transport', time, sessionId: null, ...this.now };
  }
}
