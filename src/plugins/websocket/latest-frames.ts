import type { SessionId } from '../../core/plugin/index.js';
import type { SessionData } from '../../core/wire/index.js';
import type { Frame } from './frame.js';

/** More sessions than this are forgotten, the one that was quiet longest first. */
const REMEMBERED_SESSIONS = 32;

/** How a topic stands, for each session. */
export class LatestFrames {
  private readonly bySession = new Map<SessionId | null, Frame>();

  keep(frame: Frame): void {
    this.bySession.delete(frame.sessionId);
    this.bySession.set(frame.sessionId, frame);
    const [oldest] = this.bySession.keys();
    if (this.bySession.size > REMEMBERED_SESSIONS && oldest !== undefined) this.bySession.delete(oldest);
  }

  /** Of one session, or of whichever spoke last; `null` when nothing was said yet. */
  find(sessionId: SessionId | null): Frame | null {
    if (sessionId !== null) return this.bySession.get(sessionId) ?? this.bySession.get(null) ?? null;
    const frames = [...this.bySession.values()].reverse();
    return frames.find(isRunning) ?? frames[0] ?? null;
  }
}

/** While one practice runs, the end of another is not how things stand. */
function isRunning({ topic, wireData }: Frame): boolean {
  return topic === 'session' && (wireData as SessionData).state === 'started';
}
