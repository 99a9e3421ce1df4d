import { Signal } from './signal.js';
import type { Metrics, Note, Pitch, Plugin, Session, SessionOutcome, TopicData, Transport } from './wire.js';

/** `live` and well, gone quiet (`stale`), or not there (`connecting` for the first time, `lost` after that). */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'stale' | 'lost' | 'refused';
  /** When the bridge was last heard, by this computer's calendar clock. */
  readonly lastHeard: number | null;
}

export interface Ended {
  readonly session: Session;
  readonly result: SessionOutcome;
}

const REMEMBERED = 40;

/** Notes that count: told once they are judged, and again at their end. */
function isCounted(note: Note): boolean {
  return note.phase !== 'onset' && !note.flags.ghost && note.midi !== null;
}

/** The end of a note is often told after the next one has begun: the newer one stays. Times begin anew with the bridge, so an onset always counts. */
function isNewest(note: Note, shown: Note | null): boolean {
  if (shown === null || shown.phase === 'released' || note.phase === 'onset') return true;
  return note.id === shown.id || note.onset >= shown.onset;
}

/** What is known of the bridge, for all widgets. Knows nothing of sockets: the client or the demo feeds it. */
export class BridgeStore {
  readonly connection = new Signal<Connection>({ state: 'connecting', lastHeard: null });
  readonly pitch = new Signal<Pitch | null>(null);
  /** The newest note and whether it still sounds. */
  readonly note = new Signal<Note | null>(null);
  /** The last 40 that count, oldest first. */
  readonly notes = new Signal<readonly Note[]>([]);
  readonly metrics = new Signal<Metrics | null>(null);
  /** The running practice. */
  readonly session = new Signal<Session | null>(null);
  /** The practice that ended last, while this page was open. */
  readonly ended = new Signal<Ended | null>(null);
  readonly plugins = new Signal<readonly Plugin[] | null>(null);
  readonly transport = new Signal<Transport | null>(null);
  take<Topic extends keyof TopicData>(topic: Topic, data: TopicData[Topic]): void {
    this.#takers[topic]?.(data);
  }

  readonly #takers: { readonly [Topic in keyof TopicData]?: (data: TopicData[Topic]) => void } = {
    pitch: (pitch) => {
      this.pitch.value = pitch;
    },
    note: (note) => {
      if (note.midi !== null && isNewest(note, this.note.value)) this.note.value = note;
      if (isCounted(note)) this.#remember(note);
    },
    metrics: (metrics) => {
      this.metrics.value = metrics;
    },
    session: ({ session, result }) => {
      if (result) {
        this.#end({ session, result });
        return;
      }
      if (this.session.value?.session_id !== session.session_id) this.#clear();
      this.session.value = session;
    },
    plugins: ({ items }) => {
      this.plugins.value = items;
    },
    transport: (transport) => {
      this.transport.value = transport;
    },
  };

  #remember(note: Note): void {
    const notes = this.notes.value;
    const isKnown = notes.some(({ id }) => id === note.id);
    this.notes.value = isKnown
      ? notes.map((other) => (other.id === note.id ? note : other))
      : [...notes, note].slice(-REMEMBERED);
  }

  #end(ended: Ended): void {
    this.ended.value = ended;
    if (this.session.value?.session_id === ended.session.session_id) this.session.value = null;
  }

  #clear(): void {
    this.notes.value = [];
    this.metrics.value = null;
  }
}
