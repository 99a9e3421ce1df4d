import type { Clock } from '../../../core/plugin/index.js';
import type { LoadMidiPorts, OpenPort } from '../midi-ports.js';
import type { MidiSink, MidiSource } from '../midi-source.js';

/** A port of our own that other programs play into. */
export class VirtualSource implements MidiSource {
  private port: OpenPort | null = null;
  private isStopped = false;

  constructor(
    private readonly load: LoadMidiPorts,
    private readonly name: string,
    private readonly clock: Clock,
  ) {}

  async start(sink: MidiSink): Promise<void> {
    const ports = await this.load();
    if (this.isStopped) return;
    this.port = ports.openVirtual(this.name, (bytes) => {
      if (!this.isStopped) sink.write(bytes, this.clock.now());
    });
    sink.open('virtual port', this.name);
  }

  stop(): void {
    this.isStopped = true;
    this.port?.close();
    this.port = null;
  }
}
