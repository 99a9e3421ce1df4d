import type { Bpm } from '../../core/plugin/index.js';

export const USUAL_TEMPO = 500_000; // microseconds a quarter note, where the file says nothing: 120 BPM
const QUARTER = 4;
/** Half a day of a fast song; more would be a file made to fill the memory. */
const MOST_PLACES = 100_000;

export interface TempoChange {
  readonly tick: number;
  /** Microseconds a quarter note. */
  readonly tempo: number;
}

export interface TimeSignature {
  readonly tick: number;
  readonly beatsInBar: number;
  /** 4 counts quarter notes, 8 eighths. */
  readonly beatUnit: number;
}

/** A beat of the song, or between beats a change of its tempo. */
export interface SongPlace {
  /** Beats of the time signature a minute. */
  readonly tempo: Bpm;
  readonly bar?: number;
  readonly beat?: number;
}

export interface TickedPlace extends SongPlace {
  readonly tick: number;
}

/** Every beat up to `end`, by the tempo map; none when the file tells neither tempo nor time signature. */
export function songPlaces(
  tempi: readonly TempoChange[],
  signatures: readonly TimeSignature[],
  ticksInQuarter: number,
  end: number,
): TickedPlace[] {
  if (tempi.length + signatures.length === 0) return [];
  const walk = new Walk(ticksInQuarter);
  const changes = [...signatures, ...tempi].sort((a, b) => a.tick - b.tick);
  for (const change of changes) {
    walk.beatsBefore(Math.min(change.tick, end + 1));
    if (change.tick > end) break;
    if ('tempo' in change) walk.changeTempo(change);
    else walk.changeMeter(change);
  }
  walk.beatsBefore(end + 1);
  return walk.places;
}

class Walk {
  readonly places: TickedPlace[] = [];
  private nextBeat = 0;
  private quarter = USUAL_TEMPO;
  private beatsInBar = 4;
  private beatUnit = QUARTER;
  private bar = 1;
  private beat = 1;

  constructor(private readonly ticksInQuarter: number) {}

  beatsBefore(tick: number): void {
    for (; this.nextBeat < tick && this.places.length < MOST_PLACES; this.nextBeat += this.ticksInBeat) {
      const { nextBeat, tempo, bar, beat } = this;
      this.places.push({ tick: nextBeat, tempo, bar, beat });
      this.beat = (beat % this.beatsInBar) + 1;
      if (this.beat === 1) this.bar += 1;
    }
  }

  changeTempo({ tick, tempo }: TempoChange): void {
    this.quarter = tempo;
    if (tick < this.nextBeat && this.places.length < MOST_PLACES)
      this.places.push({ tick, tempo: this.tempo });
  }

  /** A new time signature begins a bar. */
  changeMeter({ tick, beatsInBar, beatUnit }: TimeSignature): void {
    if (this.beat > 1) this.bar += 1;
    Object.assign(this, { beat: 1, nextBeat: tick, beatsInBar, beatUnit });
  }

  private get ticksInBeat(): number {
    return (this.ticksInQuarter * QUARTER) / this.beatUnit;
  }

  private get tempo(): Bpm {
    return (60_000_000 / this.quarter) * (this.beatUnit / QUARTER);
  }
}
