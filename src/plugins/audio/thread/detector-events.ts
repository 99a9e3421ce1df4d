import type { DetectorListener } from '../detector.js';

const FRAME = 0;
const NOTE = 1;
const NOTE_END = 2;
const ATTACK = 3;
/** Numbers a row: the kind, then what the listener's method is told. */
const ROW = 10;

/** Writes down what a detector says, as rows of numbers: a copy of them crosses threads for next to nothing. */
export class DetectorScribe implements DetectorListener {
  private rows = new Float64Array(64 * ROW);
  private used = 0;

  /** All since the last call, as an array of its own; `null` when there was nothing. */
  take(): Float64Array<ArrayBuffer> | null {
    if (this.used === 0) return null;
    const taken = this.rows.slice(0, this.used);
    this.used = 0;
    return taken;
  }

  onFrame({
    end,
    centre,
    frequency,
    clarity,
    level,
    note,
    isChord,
  }: Parameters<DetectorListener['onFrame']>[0]): void {
    this.add(FRAME, end, centre, frequency, clarity, level, note, Number(isChord));
  }

  onNote(note: Parameters<DetectorListener['onNote']>[0]): void {
    const { index, onset, at, noteNumber, confidence, level, rise, isLegato, isChord } = note;
    this.add(NOTE, index, onset, at, noteNumber, confidence, level, rise, Number(isLegato), Number(isChord));
  }

  onNoteEnd(index: number, offset: number): void {
    this.add(NOTE_END, index, offset);
  }

  onAttack(onset: number, level: number): void {
    this.add(ATTACK, onset, level);
  }

  private add(...row: number[]): void {
    if (this.used + ROW > this.rows.length) {
      const larger = new Float64Array(2 * this.rows.length);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows.set(row, this.used);
    this.used += ROW;
  }
}

/** Says it all again; `place` makes a place in the detector's stream one in the listener's. */
export function retell(
  rows: Float64Array,
  listener: DetectorListener,
  place: (position: number) => number,
): void {
  for (let at = 0; at < rows.length; at += ROW) {
    const [kind, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = rows.subarray(at, at + ROW);
    if (kind === FRAME) {
      const heard = { frequency: c, clarity: d, level: e, note: f, isChord: g === 1 };
      listener.onFrame({ end: place(a), centre: place(b), ...heard });
    } else if (kind === NOTE) {
      const facts = { noteNumber: d, confidence: e, level: f, rise: g, isLegato: h === 1, isChord: i === 1 };
      listener.onNote({ index: a, onset: place(b), at: place(c), ...facts });
    } else if (kind === NOTE_END) listener.onNoteEnd(a, place(b));
    else listener.onAttack(place(a), b);
  }
}
