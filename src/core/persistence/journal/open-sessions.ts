import type { SessionId } from '../../events/session-events.js';
import { sessionOf } from '../drain/statements.js';
import type { Journal } from './journal.js';
import { decodeRecord, isMetricText } from './record.js';

const AT_ONCE = 10_000;

/** Sessions that have begun and not ended, each with the record of its beginning. */
export class OpenSessions {
  private readonly beginnings = new Map<SessionId, string>();

  get texts(): readonly string[] {
    return [...this.beginnings.values()];
  }

  get ids(): readonly SessionId[] {
    return [...this.beginnings.keys()];
  }

  note(text: string): void {
    if (isMetricText(text)) return;
    const record = decodeRecord(text);
    if (record.kind === 'begin') this.beginnings.set(sessionOf(record), text);
    else this.beginnings.delete(sessionOf(record));
  }

  /** Reads what an earlier run left behind; returns how many records that is. */
  readAll(journal: Journal): number {
    let count = 0;
    let part = journal.read(journal.start, AT_ONCE);
    while (part.texts.length > 0) {
      for (const text of part.texts) this.note(text);
      count += part.texts.length;
      part = journal.read(part.next, AT_ONCE);
    }
    return count;
  }
}
