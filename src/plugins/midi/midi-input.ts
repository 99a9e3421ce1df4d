import {
  type DeviceList,
  defineInput,
  type InputContext,
  type InputPlugin,
  type RunningPlugin,
  type Undo,
} from '../../core/plugin/index.js';
import { listDevices } from './devices.js';
import { type MidiConfig, midiConfig } from './midi-config.js';
import type { LoadMidiPorts } from './midi-ports.js';
import type { MidiSource } from './midi-source.js';
import { SourceLane } from './source-lane.js';
import { FileSource } from './sources/file-source.js';
import { loadNativePorts } from './sources/native-ports.js';
import { PortSource } from './sources/port-source.js';
import { VirtualSource } from './sources/virtual-source.js';
import { WebSource } from './sources/web-source.js';

const TICK = 20;
const TICKS_PER_REPORT = 50;

/** Hears a MIDI pickup through a port, a page or a recording; `loadPorts` is where the computer's ports come from. */
export function midiInput(loadPorts: LoadMidiPorts): InputPlugin<MidiConfig> {
  return defineInput<MidiConfig>({
    name: 'midi',
    config: midiConfig,
    create: (context) => new MidiInput(context, loadPorts),
    devices: (): Promise<DeviceList> => listDevices(loadPorts),
  });
}

export const input = midiInput(loadNativePorts);

class MidiInput implements RunningPlugin<MidiConfig> {
  private readonly lanes: SourceLane[] = [];
  private stopTicking: Undo = () => {};
  private ticks = 0;

  constructor(
    private readonly context: InputContext<MidiConfig>,
    private readonly loadPorts: LoadMidiPorts,
  ) {}

  async start(): Promise<void> {
    const { clock, signal } = this.context;
    for (const source of this.sources()) {
      this.lanes.push(new SourceLane(this.context, source, `${this.lanes.length}`, () => this.describe()));
    }
    this.stopTicking = clock.every(TICK, () => this.tick());
    // The first of several is what the player most likely wants: its word stands when none of them works.
    await Promise.all(this.lanes.map((lane) => lane.start()));
    if (signal.aborted) this.stop();
  }

  stop(): void {
    this.stopTicking();
    for (const lane of this.lanes.splice(0)) lane.stop();
  }

  private sources(): MidiSource[] {
    const { config, clock, door, http, id } = this.context;
    const port = () => new PortSource(this.loadPorts, config.port ?? null, clock);
    const web = () => new WebSource(http, door, clock);
    if (typeof config.source === 'object') return [new FileSource(config.source.file, clock)];
    if (config.source === 'web') return [web()];
    if (config.source === 'port') return [port()];
    if (config.source === 'virtual')
      return [new VirtualSource(this.loadPorts, config.port ?? `FretCoach ${id}`, clock)];
    return [port(), web()];
  }

  /** Pages look for it. */
  private get takesPages(): boolean {
    const { source } = this.context.config;
    return source === 'auto' || source === 'web';
  }

  private describe(): void {
    const told = this.lanes.find(({ isOpen }) => isOpen) ?? this.lanes[0];
    if (told?.condition) this.context.status(...told.condition);
    this.context.details({ ...told?.facts, browser_midi: this.takesPages });
  }

  private tick(): void {
    const time = this.context.clock.now();
    for (const lane of this.lanes) lane.tick(time);
    this.ticks = (this.ticks + 1) % TICKS_PER_REPORT;
    if (this.ticks > 0) return;
    const counts = this.lanes.find(({ isOpen }) => isOpen)?.news();
    if (counts) this.context.details(counts);
  }
}
