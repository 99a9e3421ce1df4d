import { inject, injectable } from 'tsyringe';
import type { TransportFeedback } from '../events/feedback-event.js';
import type { ScoredNote } from '../events/note-event.js';
import type { SourcedReading, TransportReading } from '../events/reading.js';
import { SessionDefaults } from '../events/session-events.js';
import { FeedbackDispatcher } from '../feedback/feedback-dispatcher.js';
import type { Milliseconds } from '../music/units.js';
import { Clock, type Undo } from '../plugin/clock.js';
import { SessionController } from '../session/session-controller.js';
import { OpenWarmUpPath } from './open-path.js';
import { TransportBoard } from './transport-board.js';
import { WarmUp } from './warm-up.js';

const ADVANCE_INTERVAL: Milliseconds = 20;
/** After a stop the guitar may ring on, and the player may noodle while putting it down. */
const QUIET_AFTER_STOP: Milliseconds = 3_000;

/** Leads every reading to the practice that listens to its input, or to the warm-up while none does. */
@injectable()
export class ReadingRouter {
  private readonly warmUps = new Map<string, WarmUp>();
  private readonly transport = new TransportBoard();
  private readonly timer: Undo;
  private lastPractised = Number.NEGATIVE_INFINITY;

  constructor(
    @inject(SessionController) private readonly controller: SessionController,
    @inject(FeedbackDispatcher) private readonly dispatcher: FeedbackDispatcher,
    @inject(OpenWarmUpPath) private readonly openWarmUpPath: OpenWarmUpPath,
    @inject(SessionDefaults) private readonly defaults: SessionDefaults,
    @inject(Clock) private readonly clock: Clock,
  ) {
    this.timer = clock.every(ADVANCE_INTERVAL, () => this.advance());
  }

  accept(sourced: SourcedReading): void {
    const { source, reading } = sourced;
    if (reading.kind === 'transport') this.shareTransport(source, reading);
    else this.lead(sourced);
  }

  /** An input stopped: what it left sounding is over. */
  silence(source: string): void {
    const now = this.clock.now();
    this.controller.listenerOf(source)?.path.silence(source, now);
    this.endWarmUp(source);
    const lastWord = this.transport.lose(source, now);
    if (lastWord) this.accept(lastWord);
  }

  stop(): void {
    this.timer();
  }

  private lead(sourced: SourcedReading): void {
    const { source, reading } = sourced;
    const session = this.controller.listenerOf(source);
    if (session) {
      this.lastPractised = reading.time;
      this.endWarmUp(source);
      session.path.accept(sourced);
    } else this.warmUpOf(source).accept(sourced);
  }

  private endWarmUp(source: string): void {
    this.warmUps.get(source)?.finish(this.clock.now());
    this.warmUps.delete(source);
  }

  /** The beat is everybody's, as its leader tells it. */
  private shareTransport(source: string, said: TransportReading): void {
    const reading = this.transport.observe(source, said);
    if (!reading) return;
    this.dispatcher.dispatch(this.transport.feedback(reading.time));
    for (const session of this.controller.listeners()) session.path.accept({ source, reading });
  }

  /** Where the song is. */
  songAt(time: Milliseconds): TransportFeedback {
    return this.transport.feedback(time);
  }

  private advance(): void {
    const now = this.clock.now();
    for (const warmUp of this.warmUps.values()) warmUp.advance(now);
  }

  private warmUpOf(source: string): WarmUp {
    const known = this.warmUps.get(source);
    if (known) return known;
    const fresh = new WarmUp(this.openWarmUpPath((note) => this.hasPlayed(note)));
    this.warmUps.set(source, fresh);
    return fresh;
  }

  /** The first real note starts a practice, or joins the one that another input's note has just started. */
  private hasPlayed(note: ScoredNote): void {
    const warmUp = this.warmUps.get(note.source);
    if (!warmUp || !this.defaults.autoStart || note.flags.ghost || note.note === null) return;
    const running = this.controller.listenerOf(note.source);
    if (!running && note.onset - this.lastPractised < QUIET_AFTER_STOP) {
      this.lastPractised = note.onset;
      return;
    }
    this.warmUps.delete(note.source);
    const session = running ?? this.controller.startByItself(note.source);
    for (const sourced of warmUp.since(note.onset)) session.path.accept(sourced);
  }
}
