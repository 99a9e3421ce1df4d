import {
  type Clock,
  frequencyFromNoteNumber,
  type Milliseconds,
  type Undo,
} from '../../../core/plugin/index.js';
import type { AudioSink, AudioSource } from '../audio-source.js';
import { addPluck, type Pluck } from '../plucked-string.js';

const SAMPLE_RATE = 48_000;
const TICK: Milliseconds = 10;
const BEAT_SECONDS = 0.5;
const STIFFNESS = 6e-5; // A wound electric string.

/** Beats, note number, cents off, and what the finger does: A minor pentatonic, with a bend and one note outside. */
const PHRASE: readonly (readonly [beats: number, note: number, cents: number, touch?: 'bend' | 'vibrato'])[] =
  [
    [1, 57, 2],
    [1, 60, -4],
    [1, 62, 3],
    [1, 64, 0],
    [0.5, 67, 5],
    [0.5, 69, -3],
    [1, 72, 8],
    [2, 69, 2, 'vibrato'],
    [1, 67, -6],
    [1, 65, 0],
    [1, 64, 12],
    [1, 62, 0, 'bend'],
    [0.5, 60, -18],
    [0.5, 57, 3],
    [2, 45, 0, 'vibrato'],
    [1, 40, -2],
  ];

const TOUCHES = {
  bend: (seconds: number) => 200 * Math.min(1, Math.max(0, (seconds - 0.12) / 0.15)),
  vibrato: (seconds: number) =>
    seconds < 0.25 ? 0 : 12 * (1 - Math.cos(2 * Math.PI * 5.5 * (seconds - 0.25))),
} as const;

interface Plucked {
  readonly start: number;
  readonly pluck: Pluck;
}

const BEATS = PHRASE.reduce((sum, [length]) => sum + length, 0);

/** A synthesised guitar that plays a phrase over and over, so that everything can be tried without a guitar. */
export class DemoSource implements AudioSource {
  private readonly phrase = new Float32Array((BEATS + 2) * BEAT_SECONDS * SAMPLE_RATE);
  private readonly unplayed = score();
  private stopPlaying: Undo = () => {};

  constructor(private readonly clock: Clock) {}

  start(sink: AudioSink): void {
    const startsAt = this.clock.now();
    const format = { source: 'demo', device: 'synthesised guitar', sampleRate: SAMPLE_RATE, channels: 1 };
    sink.open({ ...format, latency: 0, isLive: false, startsAt });
    let written = 0;
    this.stopPlaying = this.clock.every(TICK, () => {
      const due = Math.floor(((this.clock.now() - startsAt) * SAMPLE_RATE) / 1000);
      this.synthesiseUntil(due);
      while (written < due) {
        const from = written % this.phrase.length;
        const block = this.phrase.subarray(from, from + due - written);
        sink.write(block);
        written += block.length;
      }
    });
  }

  stop(): void {
    this.stopPlaying();
  }

  /** String by string when it is due: all at once would hold up the bridge for a noticeable while. */
  private synthesiseUntil(due: number): void {
    for (let next = this.unplayed[0]; next && next.start < due; next = this.unplayed[0]) {
      addPluck(this.phrase, SAMPLE_RATE, next.start, next.pluck);
      this.unplayed.shift();
    }
  }
}

function score(): Plucked[] {
  let at = BEAT_SECONDS;
  return PHRASE.map(([length, note, cents, touch]) => {
    const seconds = length * BEAT_SECONDS;
    const start = Math.round(at * SAMPLE_RATE);
    at += seconds;
    const pluck = {
      frequency: frequencyFromNoteNumber(note + cents / 100),
      duration: 0.92 * seconds,
      inharmonicity: STIFFNESS,
      ...(touch ? { bend: TOUCHES[touch] } : {}),
    };
    return { start, pluck };
  });
}
