import type { InputContext, Milliseconds, ReportedState, TransportReading } from '../../core/plugin/index.js';
import { MidiClock } from './midi-clock.js';
import { type MidiConfig, pickupSettings } from './midi-config.js';
import type { MidiMessage } from './midi-message.js';
import { MidiParser } from './midi-parser.js';
import type { MidiSink, MidiSource } from './midi-source.js';
import { PickupMapper } from './pickup-mapper.js';

type Facts = Readonly<Record<string, string | number | null>>;

/** One source and what is made of its bytes; a new connection begins with nothing left of the old one. */
export class SourceLane implements MidiSink {
  condition: [state: ReportedState, message: string, hint?: string] | null = null;
  facts: Facts = {};
  private connection: Connection | null = null;
  private connections = 0;
  private told = '';

  constructor(
    private readonly context: InputContext<MidiConfig>,
    private readonly source: MidiSource,
    private readonly name: string,
    private readonly changed: () => void,
  ) {}

  get isOpen(): boolean {
    return this.connection !== null;
  }

  start(): void | Promise<void> {
    return this.source.start(this);
  }

  stop(): void {
    this.source.stop();
    this.silence();
  }

  open(source: string, device: string, beganAt: Milliseconds | null = null): void {
    this.silence();
    const life = `${Math.round(this.context.clock.now()).toString(36)}-${this.name}${this.connections++}`;
    this.connection = new Connection(this.context, life);
    const through = source === 'port' ? '' : ` (${source})`;
    this.say({ source, device, began_at_ms: beganAt }, 'running', `Listening to ${device}${through}.`);
  }

  write(bytes: Iterable<number>, time: Milliseconds): void {
    this.connection?.write(bytes, time);
  }

  follow(song: Omit<TransportReading, 'kind'>): void {
    if (this.context.config.clock) this.context.emit({ kind: 'transport', ...song });
  }

  wait(message: string, hint: string): void {
    this.silence();
    this.say({ source: null, device: null, began_at_ms: null }, 'needs-device', message, hint);
  }

  end(message: string): void {
    this.silence();
    this.say(this.facts, 'stopped', message);
  }

  fail(error: unknown): void {
    this.silence();
    this.context.fail(error);
  }

  tick(time: Milliseconds): void {
    this.connection?.tick(time);
  }

  /** What was counted, or `null` when nothing has changed since the last call. */
  news(): Facts | null {
    const counts = this.connection?.counts() ?? {};
    const text = JSON.stringify(counts);
    if (text === this.told) return null;
    this.told = text;
    return counts;
  }

  private say(facts: Facts, ...condition: NonNullable<SourceLane['condition']>): void {
    this.facts = facts;
    this.condition = condition;
    this.changed();
  }

  private silence(): void {
    this.connection?.silence(this.context.clock.now());
    this.connection = null;
  }
}

/** From bytes to readings, while one device stays connected. */
class Connection {
  private readonly mapper: PickupMapper;
  private readonly clock: MidiClock;
  private readonly parser: MidiParser;
  private time: Milliseconds = 0;

  constructor(
    private readonly context: InputContext<MidiConfig>,
    life: string,
  ) {
    this.mapper = new PickupMapper(pickupSettings(context.config), context.emit, life);
    this.clock = new MidiClock(context.emit, context.config.beats_in_bar);
    this.parser = new MidiParser((message) => this.take(message));
  }

  write(bytes: Iterable<number>, time: Milliseconds): void {
    this.time = time;
    this.parser.write(bytes);
  }

  tick(time: Milliseconds): void {
    this.mapper.tick(time - this.context.config.latency_ms);
    this.clock.tick(time);
  }

  silence(time: Milliseconds): void {
    this.mapper.silence(time - this.context.config.latency_ms);
  }

  counts(): Facts {
    const ghosts = this.mapper.ghostCounts;
    const jitter = this.clock.jitter;
    return {
      stray_bytes: this.parser.strays,
      other_channels: this.mapper.otherChannels,
      stuck_notes: this.mapper.stuckNotes,
      ghosts_soft: ghosts.soft,
      ghosts_harmonic: ghosts.harmonic,
      ghosts_short: ghosts.short,
      off_the_neck: ghosts.off_the_neck,
      clock_jitter_ms: jitter === null ? null : Number(jitter.toFixed(2)),
    };
  }

  private take(message: MidiMessage): void {
    this.mapper.accept(message, this.time - this.context.config.latency_ms);
    if (this.context.config.clock) this.clock.accept(message, this.time);
  }
}
