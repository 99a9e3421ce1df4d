import type { Clock, Milliseconds, Undo } from '../../core/plugin/index.js';
import { int, type OutgoingMessage } from './osc-writer.js';
import type { PresetName } from './presets.js';

const RENEW_EVERY: Milliseconds = 30_000;

/** What a program wants to hear before it says anything. */
export interface Subscription {
  /** Where it listens. */
  readonly port: number;
  /** The one port it answers to, where it cannot be told another. */
  readonly answersTo: number | null;
  /** What to ask for; `port` is where we listen. */
  readonly questions: (port: number) => readonly OutgoingMessage[];
  /** What it says when it has started anew: then it is asked again at once. */
  readonly startup: string | null;
}

const SONG_PROPERTIES = ['tempo', 'is_playing', 'beat'];

/** Sums of bits, from Ardour's manual: the master strip; its feedback (16), bars and beats (32), meters in dB (128). */
const ARDOUR_STRIPS = 32;
const ARDOUR_FEEDBACK = 16 + 32 + 128;

/** Programs that send nothing until they are asked. */
export const SUBSCRIPTIONS: Readonly<Partial<Record<PresetName, Subscription>>> = {
  abletonosc: {
    port: 11_000,
    answersTo: 11_001,
    questions: () =>
      SONG_PROPERTIES.map((name) => ({ address: `/live/song/start_listen/${name}`, args: [] })),
    startup: '/live/startup',
  },
  ardour: {
    port: 3819,
    answersTo: null,
    // Bank, strips, feedback, gain mode, send page, plugin page, and the port to answer to.
    questions: (port) => [
      { address: '/set_surface', args: [0, ARDOUR_STRIPS, ARDOUR_FEEDBACK, 0, 0, 0, port].map(int) },
    ],
    startup: null,
  },
};

/** Asks at the start, again every 30 s, and when the program says that it has started. */
export class Subscriber {
  private readonly undo: Undo;

  constructor(
    private readonly subscription: Subscription,
    private readonly ourPort: number,
    private readonly send: (message: OutgoingMessage) => void,
    clock: Clock,
  ) {
    this.undo = clock.every(RENEW_EVERY, () => this.ask());
    this.ask();
  }

  /** True when the message was for us. */
  hear(address: string): boolean {
    if (address !== this.subscription.startup) return false;
    this.ask();
    return true;
  }

  stop(): void {
    this.undo();
  }

  private ask(): void {
    for (const message of this.subscription.questions(this.ourPort)) this.send(message);
  }
}
