import {
  type Clock,
  DeviceError,
  type Milliseconds,
  messageOf,
  type Undo,
} from '../../../core/plugin/index.js';
import type { LoadMidiPorts, MidiPorts, OpenPort } from '../midi-ports.js';
import type { MidiSink, MidiSource } from '../midi-source.js';
import { findPort, isPlayable, withoutNumbers } from '../port-names.js';

const LOOK_EVERY: Milliseconds = 1000;
/** What was sent while nobody listened is delivered right after opening, and let go by before a port counts as open. */
const STALE_WITHIN: Milliseconds = 50;
const FIRST_RETRY: Milliseconds = 500;
const LAST_RETRY: Milliseconds = 5000;

/**
 * Listens to a MIDI port and follows its plugging and unplugging: absent, opening, open, lost, open again. The system
 * does not tell when a port goes away, so its name is looked for; an old connection stays deaf and is replaced.
 */
export class PortSource implements MidiSource {
  private ports: MidiPorts | null = null;
  private current: { readonly name: string; readonly port: OpenPort } | null = null;
  private stopWaiting: Undo = () => {};
  private readonly undos: Undo[] = [];
  private retryAt: Milliseconds = 0;
  private retry: Milliseconds = FIRST_RETRY;
  private said = '';
  private isStopped = false;

  constructor(
    private readonly load: LoadMidiPorts,
    /** A name or a part of it; `null` takes the first device there is. */
    private readonly wanted: string | null,
    private readonly clock: Clock,
  ) {}

  async start(sink: MidiSink): Promise<void> {
    this.undos.push(this.clock.every(LOOK_EVERY, () => void this.look(sink)));
    await this.look(sink);
  }

  stop(): void {
    this.isStopped = true;
    for (const undo of this.undos.splice(0)) undo();
    this.close();
  }

  private async look(sink: MidiSink): Promise<void> {
    try {
      const ports = await this.loaded(sink);
      if (!this.isStopped) this.follow(ports.names(), ports, sink);
    } catch (error) {
      this.lose(sink, error);
    }
  }

  /** A library that cannot be loaded now may be installed later: it is tried again with every look. */
  private async loaded(sink: MidiSink): Promise<MidiPorts> {
    if (this.ports) return this.ports;
    const ports = await this.load();
    if (!this.ports && !this.isStopped) this.undos.push(ports.watch(() => void this.look(sink)));
    this.ports = ports;
    return ports;
  }

  private follow(names: readonly string[], ports: MidiPorts, sink: MidiSink): void {
    if (this.current && names.includes(this.current.name)) return;
    const isLost = this.current !== null;
    this.close();
    const name = findPort(names, this.wanted);
    if (name === null) this.say(sink, ...absence(names, this.wanted, isLost));
    else if (this.clock.now() >= this.retryAt) this.open(name, ports, sink);
  }

  private open(name: string, ports: MidiPorts, sink: MidiSink): void {
    let isHeard = false;
    try {
      const port = ports.open(name, (bytes) => {
        if (isHeard && !this.isStopped) sink.write(bytes, this.clock.now());
      });
      this.current = { name, port };
    } catch (error) {
      this.retryAt = this.clock.now() + this.retry;
      this.retry = Math.min(LAST_RETRY, this.retry * 2);
      const why = messageOf(error);
      this.say(sink, `MIDI port "${name}" cannot be opened: ${why}`, 'Close other programs that use it.');
      return;
    }
    this.stopWaiting = this.clock.after(STALE_WITHIN, () => {
      isHeard = true;
      this.retry = FIRST_RETRY;
      this.said = '';
      sink.open('port', withoutNumbers(name));
    });
  }

  private lose(sink: MidiSink, error: unknown): void {
    if (this.isStopped) return;
    this.close();
    const why = messageOf(error);
    const hint = error instanceof DeviceError ? error.hint : null;
    this.say(sink, why, hint ?? 'It is looked for every second.');
  }

  /** Once, until something else is the case. */
  private say(sink: MidiSink, message: string, hint: string): void {
    if (this.said === message) return;
    this.said = message;
    sink.wait(message, hint);
  }

  private close(): void {
    const { current } = this;
    this.current = null;
    this.stopWaiting();
    current?.port.close();
  }
}

function absence(
  names: readonly string[],
  wanted: string | null,
  isLost: boolean,
): [message: string, hint: string] {
  const others = names.filter(isPlayable).map(withoutNumbers);
  const message = wanted === null ? 'No MIDI device is there.' : `No MIDI port is called "${wanted}".`;
  if (others.length > 0) return [message, `There are: ${others.join(', ')}.`];
  const what = wanted === null ? 'a pickup' : `"${wanted}"`;
  return isLost
    ? [`${message} It was unplugged.`, `Plug ${what} in again; it is picked up within a second.`]
    : [
        message,
        `Plug ${what} in, or let a browser hear it: dashboard, "Inputs & outputs", "Use this browser’s MIDI".`,
      ];
}
