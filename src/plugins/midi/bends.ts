import type { NoteNumber } from '../../core/plugin/index.js';

const CENTRE = 8192;

/** Pitch bend and its range, channel by channel. A bend holds across notes: a pickup sends it before the note. */
export class Bends {
  private readonly valueByChannel = new Map<number, number>();
  private readonly rangeByChannel = new Map<number, number>();

  constructor(private readonly usualRange: number) {}

  set(channel: number, value: number): void {
    this.valueByChannel.set(channel, value);
  }

  centre(channel: number): void {
    this.valueByChannel.delete(channel);
  }

  setRange(channel: number, semitones: number): void {
    this.rangeByChannel.set(channel, semitones);
  }

  forgetRanges(): void {
    this.rangeByChannel.clear();
  }

  /** From -range to just below +range. */
  semitones(channel: number): NoteNumber {
    const value = this.valueByChannel.get(channel) ?? CENTRE;
    return ((value - CENTRE) / CENTRE) * (this.rangeByChannel.get(channel) ?? this.usualRange);
  }
}
