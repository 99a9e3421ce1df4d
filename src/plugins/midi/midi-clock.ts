import type { Milliseconds, Reading } from '../../core/plugin/index.js';
import type { MidiMessage } from './midi-message.js';

const CLOCKS_PER_BEAT = 24;
const CLOCKS_PER_SIXTEENTH = 6;
/** A clock that pauses for so long has stopped without saying so. */
const SILENT_AFTER: Milliseconds = 1000;

/** Makes a transport of MIDI clock, start, continue, stop and song position. */
export class MidiClock {
  /** Clocks since the beginning of the song, the next one's number. */
  private position = 0;
  private isPlaying = false;
  /** Arrival of the last clocks, one beat and one more. */
  private readonly arrivals: Milliseconds[] = [];

  constructor(
    private readonly emit: (reading: Reading) => void,
    private readonly beatsInBar: number,
  ) {}

  /** Half the span of the last beat's intervals around their mean; `null` before the first beat. */
  get jitter(): Milliseconds | null {
    if (this.arrivals.length <= CLOCKS_PER_BEAT) return null;
    const intervals = this.arrivals.slice(1).map((time, index) => time - (this.arrivals[index] ?? time));
    return (Math.max(...intervals) - Math.min(...intervals)) / 2;
  }

  accept(message: MidiMessage, time: Milliseconds) {
    switch (message.type) {
      case 'clock':
        return this.clock(time);
      case 'start':
        this.position = 0;
        return this.play(true, time);
      case 'continue':
        return this.play(true, time);
      case 'stop':
        return this.play(false, time);
      case 'song-position':
        this.position = message.sixteenths * CLOCKS_PER_SIXTEENTH;
        return;
    }
  }

  tick(time: Milliseconds): void {
    const last = this.arrivals.at(-1);
    if (last === undefined || time - last < SILENT_AFTER) return;
    this.arrivals.length = 0;
    if (this.isPlaying) this.play(false, time);
  }

  private play(isPlaying: boolean, time: Milliseconds): void {
    this.isPlaying = isPlaying;
    this.emit({ kind: 'transport', time, isPlaying });
  }

  private clock(time: Milliseconds): void {
    this.arrivals.push(time);
    if (this.arrivals.length > CLOCKS_PER_BEAT + 1) this.arrivals.shift();
    if (!this.isPlaying) return;
    if (this.position % CLOCKS_PER_BEAT === 0) this.beat(this.position / CLOCKS_PER_BEAT, time);
    this.position += 1;
  }

  private beat(count: number, time: Milliseconds): void {
    const tempo = this.tempo();
    const place = { beat: (count % this.beatsInBar) + 1, bar: Math.floor(count / this.beatsInBar) + 1 };
    this.emit({ kind: 'transport', time, ...place, ...(tempo === null ? {} : { tempo }) });
  }

  /** Over the last beat: single clocks jitter by a millisecond or two. `null` before two clocks. */
  private tempo(): number | null {
    const [first] = this.arrivals;
    const last = this.arrivals.at(-1);
    if (first === undefined || last === undefined || last <= first) return null;
    const beat = ((last - first) / (this.arrivals.length - 1)) * CLOCKS_PER_BEAT;
    return 60_000 / beat;
  }
}
