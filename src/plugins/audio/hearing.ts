import type { Decibels, Milliseconds, NoteId, PitchRange, Reading } from '../../core/plugin/index.js';
import type { AudioFormat } from './audio-source.js';
import { ChannelPicker } from './channel-picker.js';
import type { CreateDetector, DetectedNote, DetectorListener, NoteDetector, PitchFrame } from './detector.js';
import { PlayerLoudness } from './player-loudness.js';
import { SampleClock } from './sample-clock.js';

export interface HearingOptions {
  readonly createDetector: CreateDetector;
  readonly channel: number | 'mix';
  readonly gainDb: number;
  readonly range: PitchRange | null;
  readonly sensitivity: number;
}

/** Hears one stream: picks the guitar's channel, detects, and says what it hears in the bridge's time. */
export class Hearing implements DetectorListener {
  private readonly picker: ChannelPicker;
  private readonly sampleClock: SampleClock;
  private readonly detector: NoteDetector;
  private readonly loudness: PlayerLoudness;
  private position = 0;

  /** `name` is new for every stream of the input, so that no note id comes twice. */
  constructor(
    private readonly name: string,
    format: AudioFormat,
    options: HearingOptions,
    private readonly emit: (reading: Reading) => void,
  ) {
    const { sampleRate, channels, latency, startsAt } = format;
    const { range, sensitivity } = options;
    this.picker = new ChannelPicker(channels, options.channel, options.gainDb);
    this.sampleClock = new SampleClock(sampleRate, latency, startsAt);
    this.loudness = new PlayerLoudness(sampleRate);
    this.detector = options.createDetector({ sampleRate, range, sensitivity, listener: this });
  }

  /** Interleaved samples, and when they arrived. */
  write(samples: Float32Array, arrival: Milliseconds): void {
    const mono = this.picker.pick(samples);
    this.position += mono.length;
    this.sampleClock.observe(this.position, arrival);
    this.detector.push(mono);
  }

  /** The stream is over: what still sounds ends. */
  finish(): void | Promise<void> {
    return this.detector.finish();
  }

  /** A calibration knows better from now on. */
  correctLatency(latency: Milliseconds): void {
    this.sampleClock.latency = latency;
  }

  onFrame({ end, centre, frequency, clarity, level, note, isChord }: PitchFrame): void {
    this.loudness.hear(level, end);
    this.emit({
      kind: 'pitch',
      time: this.sampleClock.timeOf(centre),
      frequency: isChord || Number.isNaN(frequency) ? null : frequency, // a mixture has no pitch to show
      clarity,
      level,
      ...(isChord ? { isChord } : {}),
      ...(this.detector.hearsNotes ? { noteId: note < 0 ? null : this.idOf(note) } : this.loudestWith(level)),
    });
  }

  onNote({ index, onset, noteNumber, confidence, level, rise, isLegato, isChord }: DetectedNote): void {
    const time = this.sampleClock.timeOf(onset);
    const noteId = this.idOf(index);
    // A pluck on a ringing string may be heard by its spectrum alone: then there is no rise to be judged.
    const pluck = rise > 0 ? { rise } : {};
    const loudness = { level, ...this.loudestWith(level) };
    const facts = { noteNumber, confidence, isLegato, isChord, ...loudness, ...pluck };
    this.emit({ kind: 'note-on', time, noteId, ...facts });
  }

  onNoteEnd(index: number, offset: number): void {
    this.emit({ kind: 'note-off', time: this.sampleClock.timeOf(offset), noteId: this.idOf(index) });
  }

  onAttack(onset: number, level: number): void {
    this.emit({ kind: 'onset', time: this.sampleClock.timeOf(onset), level, ...this.loudestWith(level) });
  }

  private loudestWith(level: Decibels): { loudest: Decibels } {
    return { loudest: Math.max(level, this.loudness.loudest) };
  }

  private idOf(index: number): NoteId {
    return `${this.name}.${index}`;
  }
}
