import { randomUUID } from 'node:crypto';
import type { Grant, Topic } from '../../core/plugin/index.js';
import {
  type ClientMessage,
  type Identify,
  type Notice,
  PROTOCOL_RANGE,
  type Ready,
} from '../../core/wire/index.js';
import type { Subscriber } from './projection.js';
import { errorOf, failure, Requests, success } from './requests.js';
import type { Room } from './room.js';
import { Subscriptions, WishRefused } from './subscriptions.js';

type Message<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>;

/** What a client may do once it has said who it is. */
export class Member {
  /** Told in `ready`; tells one client from another. */
  readonly id = randomUUID();
  readonly requests: Requests;
  private readonly subscriptions: Subscriptions;

  constructor(
    private readonly room: Room,
    readonly grant: Grant,
    private readonly subscriber: Subscriber,
    private readonly say: (text: string) => void,
  ) {
    const { config, door, log, streams } = room;
    this.requests = new Requests(door, log, grant.scopes);
    this.subscriptions = new Subscriptions(streams, subscriber, grant.scopes, config.limits.subscriptions);
  }

  /** `ready`, then what was missed, or how things stand. */
  welcome({ subscribe = [], resume }: Identify): void {
    const refused = subscribe.flatMap((wish) => refusalOf(() => this.subscriptions.add(wish)));
    const missed = resume?.epoch === this.room.epoch ? this.subscriptions.missed(resume) : null;
    this.say(JSON.stringify(this.ready(missed !== null)));
    for (const { code, message } of refused) this.say(JSON.stringify(noticeOf(code, message)));
    for (const wish of this.subscriptions.wishes) {
      if (!missed || wish.mode === 'latest') this.say(this.subscriptions.snapshot(wish));
    }
    for (const frame of missed ?? []) this.subscriber.receive(frame, 'all');
  }

  subscribe({ id, type: _type, ...asked }: Message<'subscribe'>): void {
    const [refused] = refusalOf(() => {
      const wish = this.subscriptions.add(asked);
      const data = { topic: wish.topic, mode: wish.mode, max_hz: wish.maxHz, session_id: wish.sessionId };
      this.say(success(id, data));
      this.say(this.subscriptions.snapshot(wish));
    });
    if (refused) this.say(failure(id, errorOf(refused.code, refused.message)));
  }

  unsubscribe({ id, topic }: Message<'unsubscribe'>): void {
    const isRemoved = this.subscriptions.remove(topic);
    const none = errorOf('request.invalid', `The topic "${topic}" was not subscribed.`);
    this.say(isRemoved ? success(id, { topic }) : failure(id, none));
  }

  snapshots(topic: Topic): readonly string[] {
    return this.subscriptions.snapshots(topic);
  }

  leave(): void {
    this.subscriptions.clear();
  }

  private ready(resumed: boolean): Ready {
    const [, protocol] = PROTOCOL_RANGE;
    return { type: 'ready', protocol, connection_id: this.id, scopes: [...this.grant.scopes], resumed };
  }
}

export function noticeOf(code: string, message: string): Notice {
  return { type: 'notice', code, message };
}

function refusalOf(act: () => unknown): WishRefused[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof WishRefused) return [error];
    throw error;
  }
}
