import {
  frequencyFromNoteNumber,
  type Milliseconds,
  type NoteId,
  type NoteNumber,
  type Reading,
} from '../../core/plugin/index.js';
import { Bends } from './bends.js';
import { ChannelPlan } from './channel-plan.js';
import { fretOf } from './fret.js';
import { type GhostCounts, GhostFilter } from './ghost-filter.js';
import { LegatoDetector } from './legato-detector.js';
import type { MidiMessage } from './midi-message.js';
import type { PickupSettings } from './pickup-settings.js';
import { RegisteredParameters } from './registered-parameters.js';

const MANAGER_BEND_RANGE: NoteNumber = 2;
/** A hammered note is softer than the plucked one it follows. */
const LEGATO_VELOCITY = 0.75;
/** A note beyond the frets is a wrong tuning or a ghost: below every confidence that a practice accepts. */
const OFF_THE_NECK_CONFIDENCE = 0.5;

const ALL_SOUND_OFF = 120;
const RESET_ALL_CONTROLLERS = 121;
const ALL_NOTES_OFF = 123;
const BEND_RANGE = 0;
const MPE_CONFIGURATION = 6;

interface Sounding {
  readonly noteId: NoteId;
  readonly channel: number;
  /** As the device names it. */
  readonly key: number;
  /** Transposed, without bend. */
  readonly note: NoteNumber;
  /** As the channel tells it. */
  readonly string: number | null;
  readonly velocity: number;
  readonly time: Milliseconds;
  readonly legato: LegatoDetector;
  touched: Milliseconds;
}

/** Turns the messages of a pickup into notes on strings, as its settings say. */
export class PickupMapper {
  private readonly plan: ChannelPlan;
  private readonly bends: Bends;
  private readonly parameters = new RegisteredParameters();
  private readonly ghosts: GhostFilter;
  private sounding: Sounding[] = [];
  private count = 0;
  /** Messages on channels that are not the guitar's. */
  otherChannels = 0;
  stuckNotes = 0;

  constructor(
    private readonly settings: PickupSettings,
    private readonly emit: (reading: Reading) => void,
    /** Keeps ids of one connection apart from those of the next. */
    private readonly life: string,
  ) {
    this.plan = new ChannelPlan(settings);
    this.bends = new Bends(settings.bendRange);
    this.ghosts = new GhostFilter(settings.minVelocity, settings.minDuration);
    this.forgetRanges();
  }

  get ghostCounts(): Readonly<GhostCounts> {
    return this.ghosts.counts;
  }

  accept(message: MidiMessage, time: Milliseconds): void {
    this.tick(time);
    if (message.type === 'reset') this.silence(time);
    if (!('channel' in message)) return;
    if (!this.plan.isHeard(message.channel) && !this.isZoneChange(message)) {
      this.otherChannels += 1;
      return;
    }
    const { channel } = message;
    for (const each of this.sounding) if (each.channel === channel) each.touched = time;
    if (message.type === 'note-on' && message.velocity > 0)
      this.noteOn(channel, message.note, message.velocity, time);
    // A note-on without velocity is a note-off: it lets a device keep its running status.
    else if (message.type === 'note-on' || message.type === 'note-off')
      this.noteOff(channel, message.note, time);
    else if (message.type === 'bend') this.bend(channel, message.value, time);
    else if (message.type === 'program') this.silenceChannel(channel, time);
    else if (message.type === 'control') this.control(channel, message.controller, message.value, time);
  }

  /** To be called now and then: what only time tells. */
  tick(time: Milliseconds): void {
    for (const each of this.sounding) this.followFinger(each, time);
    const stuck = this.sounding.filter(({ touched }) => time - touched >= this.settings.stuckNoteAfter);
    this.stuckNotes += stuck.length;
    for (const each of stuck) this.end(each, time);
  }

  /** Everything that sounds is over. */
  silence(time: Milliseconds): void {
    for (const each of [...this.sounding]) this.end(each, time);
  }

  private isZoneChange(message: MidiMessage): boolean {
    return this.settings.layout === 'mpe' && message.type === 'control' && [1, 16].includes(message.channel);
  }

  private noteOn(channel: number, key: number, velocity: number, time: Milliseconds): void {
    const note = key + this.settings.transpose;
    const string = this.plan.stringOf(channel);
    const plucked = { note, velocity, string, time };
    if (this.ghosts.rejects(plucked, this.sounding)) return;
    const replaced = this.sounding.filter(
      (each) => each.channel === channel && (this.settings.isMono || each.key === key),
    );
    for (const each of replaced) this.end(each, time);
    const [before] = replaced;
    const isLegato =
      before !== undefined && before.key !== key && velocity < before.velocity * LEGATO_VELOCITY;
    this.begin({ channel, key, note, string, velocity, time }, note + this.bendOf(channel), isLegato);
  }

  private begin(
    start: Pick<Sounding, 'channel' | 'key' | 'note' | 'string' | 'velocity' | 'time'>,
    noteNumber: NoteNumber,
    isLegato: boolean,
  ): void {
    const { time, velocity } = start;
    const noteId = `${this.life}-${++this.count}`;
    this.sounding.push({ ...start, noteId, legato: new LegatoDetector(noteNumber, time), touched: time });
    const place = this.placeOf(noteNumber, start.string);
    const how = isLegato ? { isLegato } : {};
    this.emit({ kind: 'note-on', time, noteId, noteNumber, velocity, ...place, ...how });
  }

  /** Where the device does not tell the string, the note tracker finds the likely one. */
  private placeOf(noteNumber: NoteNumber, string: number | null) {
    if (string === null) return { confidence: 1 };
    const fret = fretOf(noteNumber, string, this.settings.openStrings);
    if (fret !== null) return { confidence: 1, string, fret, positionConfidence: 1 };
    this.ghosts.offTheNeck();
    return { confidence: OFF_THE_NECK_CONFIDENCE, string, positionConfidence: 1 };
  }

  private noteOff(channel: number, key: number, time: Milliseconds): void {
    for (const each of this.sounding.filter((one) => one.channel === channel && one.key === key))
      this.end(each, time);
  }

  private end(sounding: Sounding, time: Milliseconds): void {
    this.sounding = this.sounding.filter((each) => each !== sounding);
    this.ghosts.ended(time - sounding.time);
    this.emit({ kind: 'note-off', time, noteId: sounding.noteId });
  }

  private bend(channel: number, value: number, time: Milliseconds): void {
    this.bends.set(channel, value);
    this.followBend(channel, time);
  }

  private followBend(channel: number, time: Milliseconds): void {
    const reach = this.plan.reachOf(channel);
    for (const each of this.sounding.filter((one) => reach.includes(one.channel))) {
      const pitch = each.note + this.bendOf(each.channel);
      const { noteId, legato } = each;
      legato.move(pitch, time);
      if (pitch <= 0 || pitch >= 128) continue;
      const frequency = frequencyFromNoteNumber(pitch);
      this.emit({ kind: 'pitch', time, frequency, noteNumber: pitch, clarity: 1, noteId });
    }
  }

  private bendOf(channel: number): NoteNumber {
    const manager = this.plan.managerOf(channel);
    return this.bends.semitones(channel) + (manager === null ? 0 : this.bends.semitones(manager));
  }

  /** A hammer-on, pull-off or slide ends the note before it, though the device tells it as a bend. */
  private followFinger(sounding: Sounding, time: Milliseconds): void {
    const landed = this.settings.legato ? sounding.legato.settled(time) : null;
    if (!landed) return;
    this.end(sounding, landed.time);
    this.begin({ ...sounding, time: landed.time }, landed.pitch, true);
  }

  private control(channel: number, controller: number, value: number, time: Milliseconds): void {
    if (controller === ALL_SOUND_OFF || controller === ALL_NOTES_OFF) this.silenceChannel(channel, time);
    else if (controller === RESET_ALL_CONTROLLERS) {
      this.bends.centre(channel);
      this.followBend(channel, time);
    } else this.register(channel, controller, value, time);
  }

  private register(channel: number, controller: number, value: number, time: Milliseconds): void {
    const change = this.parameters.accept(channel, controller, value);
    if (change?.parameter === BEND_RANGE) this.setRange(channel, change.coarse + change.fine / 100);
    if (change?.parameter !== MPE_CONFIGURATION || this.settings.layout !== 'mpe') return;
    if (!this.plan.zones.configure(channel, change.coarse)) return;
    this.silence(time);
    this.forgetRanges();
  }

  /** On one member of an MPE zone it is meant for all of them. */
  private setRange(channel: number, semitones: number): void {
    const manager = this.plan.managerOf(channel);
    const channels = manager === null ? [channel] : this.plan.zones.membersOf(manager);
    for (const each of channels) this.bends.setRange(each, semitones);
  }

  private forgetRanges(): void {
    this.bends.forgetRanges();
    if (this.settings.layout !== 'mpe') return;
    for (const manager of [1, 16]) {
      if (this.plan.zones.membersOf(manager).length > 0) this.bends.setRange(manager, MANAGER_BEND_RANGE);
    }
  }

  private silenceChannel(channel: number, time: Milliseconds): void {
    const reach = this.plan.reachOf(channel);
    for (const each of this.sounding.filter((one) => reach.includes(one.channel))) this.end(each, time);
  }
}
