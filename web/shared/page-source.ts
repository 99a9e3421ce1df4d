import { knownToken } from './api.js';
import { Signal } from './signal.js';

/** How a source does, for people: what it says of itself, and the states before and after that. */
export interface Doing<State extends string> {
  readonly state: State | 'off' | 'asking' | 'failed';
  readonly message: string;
}

export interface SourceOptions<State extends string> {
  /** The input's socket, such as `/plugins/guitar/microphone`; relative to the page. */
  readonly socket: string;
  /** Where the bridge asks for one; with the scope `control`. */
  readonly token?: string | null;
  readonly onState?: (state: State | 'stopped', message: string) => void;
}

export interface OpenSource {
  stop(): void;
}

/** May have to wait for the player's yes. @throws SourceError. */
type Open<State extends string> = (options: SourceOptions<State>) => Promise<OpenSource>;

/** The bridge does not want this page any more: another one took over, or the guard said no. */
export const FINAL_CODES: ReadonlySet<number> = new Set([1008, 4009, 4011, 4023]);

/** A bridge that hangs takes the connection and says nothing: after so long the page tries again. */
export const ANSWER_WITHIN_MS = 10_000;

/** Why the browser does not give it, in a sentence for people. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

const OFF = { state: 'off', message: '' } as const;

/** Something of this browser that plays into the bridge, switched on and off by the player. */
export class PageSource<State extends string> {
  readonly doing = new Signal<Doing<State>>(OFF);
  #opened: OpenSource | null = null;
  /** Each switching on has its own: what was switched off meanwhile is not heard any more. */
  #turn: object | null = null;

  constructor(
    private readonly open: Open<State>,
    private readonly says: { readonly asking: string; readonly failed: string },
  ) {}

  /** Never rejects. */
  async start(socket: string): Promise<void> {
    if (this.#turn) return;
    const turn = {};
    this.#turn = turn;
    this.doing.value = { state: 'asking', message: this.says.asking };
    try {
      const opened = await this.open({
        socket,
        token: knownToken(),
        onState: (state, message) => {
          if (turn === this.#turn) this.#tell(state, message);
        },
      });
      if (turn === this.#turn) this.#opened = opened;
      else opened.stop();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#turn = null;
      const message = error instanceof SourceError ? error.message : this.says.failed;
      this.doing.value = { state: 'failed', message };
    }
  }

  stop(): void {
    this.#turn = null;
    this.#opened?.stop();
    this.#opened = null;
    this.doing.value = OFF;
  }

  #tell(state: State | 'stopped', message: string): void {
    if (state !== 'stopped') {
      this.doing.value = { state, message };
      return;
    }
    this.#turn = null;
    this.#opened = null;
    this.doing.value = { ...OFF, message };
  }
}
