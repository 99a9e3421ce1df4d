import { type InjectionToken, inject, injectable } from 'tsyringe';
import { RequestError } from '../errors.js';
import type { FeedbackEvent } from '../events/feedback-event.js';
import type { SessionDefaults, SessionId, SessionSummary } from '../events/session-events.js';
import type { Milliseconds } from '../music/units.js';
import { Clock, type Undo } from '../plugin/clock.js';
import { Logger } from '../plugin/logger.js';
import type { EndedPractice, LivePractice, Practices, SessionPlan, StartRequest } from './practice.js';
import { OpenPath } from './practice-path.js';
import { PracticeSession } from './practice-session.js';
import { SessionRepository, type SessionStart } from './session-repository.js';
import { planSession } from './session-settings.js';
import { uuidV7 } from './uuid-v7.js';

/** A stop waits this long for the shelf, so that who asks next finds the session there. */
const SHELVING_LIMIT: Milliseconds = 1_000;
const IDLE_CHECK_INTERVAL: Milliseconds = 5_000;

/** What the controller is told about its bridge. */
export interface ControllerOptions {
  readonly defaults: SessionDefaults;
  /** Version of the metrics that score a practice; stored with it. */
  readonly metricsVersion: number;
  /** The inputs a practice may ask for. */
  readonly inputIds: () => readonly string[];
  readonly announce: (feedback: FeedbackEvent) => void;
}
export const ControllerOptions: InjectionToken<ControllerOptions> = Symbol('ControllerOptions');

/** The door of the practice: starts, stops and finds sessions, and keeps two from listening to the same input. */
@injectable()
export class SessionController implements Practices {
  private readonly sessions = new Map<SessionId, PracticeSession>();
  private readonly byItself = new Set<SessionId>();
  private readonly idleCheck: Undo;
  private prepared: StartRequest = {};

  constructor(
    @inject(SessionRepository) private readonly repository: SessionRepository,
    @inject(OpenPath) private readonly openPath: OpenPath,
    @inject(Clock) private readonly clock: Clock,
    @inject(Logger) private readonly log: Logger,
    @inject(ControllerOptions) private readonly options: ControllerOptions,
  ) {
    this.idleCheck = clock.every(IDLE_CHECK_INTERVAL, () => void this.endIdle());
  }

  start(request: StartRequest): SessionSummary {
    return this.open(request).summary;
  }

  prepare(request: StartRequest): SessionPlan {
    const plan = this.plan(request);
    this.prepared = request;
    return plan;
  }

  /**
   * Starts a practice because somebody plays: as prepared for that input, else with the defaults; it ends by itself
   * after long silence. While others practise it listens to `source` alone.
   */
  startByItself(source: string): PracticeSession {
    const session = this.open(this.wishFor(source), true);
    this.byItself.add(session.summary.id);
    return session;
  }

  async stop(id?: SessionId): Promise<EndedPractice> {
    const session = this.only(id);
    if (!session) throw unknown(id);
    const ended = this.end(session);
    await this.shelved();
    return ended;
  }

  live(id?: SessionId): LivePractice | null {
    return this.only(id)?.live() ?? null;
  }

  running(): readonly SessionSummary[] {
    return [...this.sessions.values()].map(({ summary }) => summary);
  }

  /** The session that listens to an input. */
  listenerOf(source: string): PracticeSession | null {
    for (const session of this.sessions.values()) if (session.listensTo(source)) return session;
    return null;
  }

  /** Every running session, for what all of them should hear. */
  listeners(): Iterable<PracticeSession> {
    return this.sessions.values();
  }

  /** Ends every session; the bridge is closing. */
  async close(): Promise<void> {
    this.idleCheck();
    if (this.sessions.size === 0) return;
    for (const session of [...this.sessions.values()]) this.end(session);
    await this.shelved();
  }

  private wishFor(source: string): StartRequest {
    const { inputs, ...rest } = this.prepared;
    const isMeant = inputs?.includes(source) ?? true;
    const alone = this.sessions.size > 0 ? { inputs: [source] } : {};
    if (!isMeant) return alone;
    // Inputs may have been removed since.
    const known = inputs?.filter((id) => this.options.inputIds().includes(id));
    return { ...rest, ...(known ? { inputs: known } : {}), ...alone };
  }

  private plan(request: StartRequest): SessionPlan {
    return planSession(request, this.options.defaults, this.options.inputIds());
  }

  private open(request: StartRequest, endsBySilence = false): PracticeSession {
    const plan = this.plan(request);
    this.refuseTaken(plan.inputs);
    const startedAt = this.clock.date();
    const summary: SessionSummary = { id: uuidV7(startedAt.getTime()), startedAt, ...plan };
    this.repository.begin(this.firstRecord(summary));
    const session = new PracticeSession(summary, this.openPath, this.repository, this.clock, endsBySilence);
    this.sessions.set(summary.id, session);
    const time = this.clock.now();
    this.options.announce({
      topic: 'session',
      state: 'started',
      session: summary,
      time,
      sessionId: summary.id,
    });
    return session;
  }

  private end(session: PracticeSession, fellSilent = false): EndedPractice {
    const { summary } = session;
    this.sessions.delete(summary.id);
    this.byItself.delete(summary.id);
    const result = session.end(fellSilent);
    const time = this.clock.now();
    this.options.announce({
      topic: 'session',
      state: 'ended',
      session: summary,
      result,
      time,
      sessionId: summary.id,
    });
    return { session: summary, result };
  }

  private endIdle(): void {
    const { autoStopAfter } = this.options.defaults;
    if (autoStopAfter === null) return;
    const now = this.clock.now();
    for (const id of [...this.byItself]) {
      const session = this.sessions.get(id);
      if (session && session.silentFor(now) >= autoStopAfter) this.end(session, true);
    }
  }

  /** Storage that is away must not keep anybody waiting: the journal has the records. */
  private async shelved(): Promise<void> {
    let cancel: Undo = () => {};
    const limit = new Promise<void>((resolve) => {
      cancel = this.clock.after(SHELVING_LIMIT, resolve);
    });
    const flushed = this.repository.flush().catch((error) => {
      this.log.warn('The session will be stored as soon as the database answers again.', { error });
    });
    await Promise.race([flushed, limit]);
    cancel();
  }

  private only(id?: SessionId): PracticeSession | null {
    if (id !== undefined) return this.sessions.get(id) ?? null;
    if (this.sessions.size > 1) throw ambiguous([...this.sessions.keys()]);
    return this.sessions.values().next().value ?? null;
  }

  private refuseTaken(inputs: readonly string[] | null): void {
    for (const { summary } of this.sessions.values()) {
      const shared = sharedInput(summary.inputs, inputs);
      if (shared !== null) throw taken(summary, shared);
    }
  }

  private firstRecord(session: SessionSummary): SessionStart {
    const {
      id,
      userId,
      scaleName,
      strictness,
      sensitivity,
      ambientLighting,
      tuning,
      startedAt: startTime,
    } = session;
    const extras = { scaleSize: session.pitchClasses.length, metricsVersion: this.options.metricsVersion };
    return { id, userId, startTime, scaleName, strictness, sensitivity, ambientLighting, tuning, ...extras };
  }
}

/** An input that both want; `null` stands for all inputs. */
function sharedInput(a: readonly string[] | null, b: readonly string[] | null): string | null {
  if (a === null || b === null) return (a ?? b)?.[0] ?? 'every input';
  return a.find((id) => b.includes(id)) ?? null;
}

function taken({ id, scaleName }: SessionSummary, input: string): RequestError {
  const what = `${input === 'every input' ? 'Every input' : `Input "${input}"`} is already in a session`;
  return new RequestError(
    'session.input-taken',
    `${what} (${scaleName}, ${id}). Stop that one first, or name other inputs.`,
  );
}

function ambiguous(ids: readonly SessionId[]): RequestError {
  return new RequestError(
    'session.ambiguous',
    `${ids.length} sessions are running; name one: ${ids.join(', ')}.`,
  );
}

function unknown(id?: SessionId): RequestError {
  const message = id ? `No session ${id} is running.` : 'No session is running. Start one first.';
  return new RequestError('session.unknown', message);
}
