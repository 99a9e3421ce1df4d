import type { FeedbackEvent, Milliseconds, SessionId, Topic } from '../../core/plugin/index.js';
import { dataToWire, type TopicData } from '../../core/wire/index.js';

type Data = TopicData[Topic];

/**
 * One event of a topic. It is turned into bytes when the first subscriber needs them, and then shared by all. From then
 * on the bytes are all it holds: a thousand frames are remembered, and every collection of garbage would copy the rest.
 */
export class Frame {
  private data: Data | null = null;
  private bytes: Buffer | null = null;

  constructor(
    readonly topic: Topic,
    readonly seq: number,
    readonly t: Milliseconds,
    readonly sessionId: SessionId | null,
    /** What a newer event of the same key makes stale. */
    readonly key: string,
    private read: (() => Data) | null,
  ) {}

  static of(feedback: FeedbackEvent, seq: number): Frame {
    const source = feedback.topic === 'pitch' ? feedback.source : '';
    const key = `${feedback.topic} ${feedback.sessionId ?? ''} ${source}`;
    return new Frame(feedback.topic, seq, feedback.time, feedback.sessionId, key, () => dataToWire(feedback));
  }

  /** The same event with other data, such as the range of several pitches. */
  withData(data: Data): Frame {
    return new Frame(this.topic, this.seq, this.t, this.sessionId, this.key, () => data);
  }

  get wireData(): Data {
    this.data ??= this.read?.() ?? dataIn(this.event);
    return this.data;
  }

  get event(): Buffer {
    this.bytes ??= this.encode();
    return this.bytes;
  }

  private encode(): Buffer {
    const { topic, seq, t, wireData: data } = this;
    this.data = null;
    this.read = null;
    return Buffer.from(JSON.stringify({ type: 'event', topic, seq, t, data }));
  }
}

function dataIn(event: Buffer): Data {
  return JSON.parse(event.toString()).data;
}
