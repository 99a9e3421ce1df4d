import type { Clock, Milliseconds, Undo } from '../../../core/plugin/index.js';
import type { AudioSink, AudioSource } from '../audio-source.js';

/** How long to wait before looking for a sound card again. */
const LOOK_AGAIN_AFTER: Milliseconds = 15_000;

const NO_SOUND = {
  message: 'No microphone or line input was found on this computer.',
  hint: 'Choose "Use this browser’s microphone" on the dashboard, or plug in an interface.',
} as const;

/** Takes the first way to a sound card that works; a browser microphone that connects goes before it. */
export class AutoSource implements AudioSource {
  private card: AudioSource | null = null;
  private isBrowserOn = false;
  private isStopped = false;
  private cancelLook: Undo = () => {};
  /** Each look has a number: one that was overtaken by a browser or a stop is given up. */
  private look = 0;
  private firstLook: Promise<void> | null = null;

  /** `candidates` make the ways to try, best first. */
  constructor(
    private readonly candidates: readonly (() => AudioSource)[],
    private readonly browser: AudioSource,
    private readonly clock: Clock,
  ) {}

  async start(sink: AudioSink): Promise<void> {
    await this.browser.start({
      open: (format) => this.preferBrowser(() => sink.open(format)),
      write: (samples) => sink.write(samples),
      wait: () => this.backToCard(sink),
      end: (message) => sink.end(message),
      fail: (error) => sink.fail(error),
    });
    // The first word about the input is then a true one.
    await this.firstLook;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.leaveCard();
    await this.browser.stop();
  }

  private preferBrowser(open: () => void): void {
    this.isBrowserOn = true;
    void this.leaveCard();
    open();
  }

  private backToCard(sink: AudioSink): void {
    this.isBrowserOn = false;
    const look = this.lookForCard(sink);
    this.firstLook ??= look;
  }

  private async lookForCard(sink: AudioSink): Promise<void> {
    const look = ++this.look;
    const isOvertaken = () => this.isStopped || this.isBrowserOn || look !== this.look;
    for (const make of this.candidates) {
      if (isOvertaken()) return;
      if (await this.tryCard(make(), sink, isOvertaken)) return;
    }
    if (isOvertaken()) return;
    sink.wait(NO_SOUND.message, NO_SOUND.hint);
    this.cancelLook = this.clock.after(LOOK_AGAIN_AFTER, () => void this.lookForCard(sink));
  }

  private async tryCard(card: AudioSource, sink: AudioSink, isOvertaken: () => boolean): Promise<boolean> {
    this.card = card;
    const lost = () => {
      void card.stop();
      if (isOvertaken()) return;
      sink.wait('The sound card is gone; looking for another way.', NO_SOUND.hint);
      void this.lookForCard(sink);
    };
    const own: AudioSink = { ...sinkUnless(isOvertaken, sink), wait: lost, end: lost, fail: lost };
    try {
      await card.start(own);
      return true;
    } catch {
      return false; // The next way may work; when none does, the status says so.
    }
  }

  private async leaveCard(): Promise<void> {
    this.look++;
    this.cancelLook();
    const { card } = this;
    this.card = null;
    await card?.stop();
  }
}

function sinkUnless(isOvertaken: () => boolean, sink: AudioSink): Pick<AudioSink, 'open' | 'write'> {
  return {
    open: (format) => {
      if (!isOvertaken()) sink.open(format);
    },
    write: (samples) => {
      if (!isOvertaken()) sink.write(samples);
    },
  };
}
