import {
  defineInput,
  type InputContext,
  type Milliseconds,
  PluginConfigError,
  type RunningPlugin,
  type Undo,
} from '../../core/plugin/index.js';
import { AudioConfig } from './audio-config.js';
import type { AudioFormat, AudioSink, AudioSource } from './audio-source.js';
import { Calibrator } from './calibration/calibrator.js';
import { listDevices } from './cards/devices.js';
import { isOftenBuiltIn } from './cards/sound-card.js';
import { chooseSource, takesBrowser } from './choose-source.js';
import type { CreateDetector } from './detector.js';
import { Hearing, type HearingOptions } from './hearing.js';
import { hearingOptions } from './hearing-options.js';
import { Lateness } from './lateness.js';
import { CAN_THREAD, threadedDetector } from './thread/threaded-detector.js';

const OWN_MICROPHONE =
  'If this is the computer’s own microphone, it hears talk as well. `npx fretcoach devices` lists the others: choose one as "device".';

const insteadOf = (name: string) =>
  `It goes before the system’s default, ${name}. To listen to another one, choose it as "device"; \`npx fretcoach devices\` lists them.`;

/**
 * Hears a guitar through a sound card, a page's microphone, a pipe or a recording.
 *
 * Offline analysis: a recording (`source: { file }`) is played at the pace of `context.clock`. Whoever supplies a
 * clock that jumps from alarm to alarm hears it as fast as the computer can, and the readings are the same each time.
 * When it is over, the last notes are ended and the plugin reports the state `stopped`; nothing is emitted after that.
 */
export const input = defineInput({
  name: 'audio',
  config: AudioConfig,
  create: (context) => new AudioInput(context),
  devices: listDevices,
});

class AudioInput implements RunningPlugin<AudioConfig>, AudioSink {
  private readonly options: HearingOptions;
  private readonly calibrator: Calibrator;
  private source: AudioSource | null = null;
  private hearing: Hearing | null = null;
  private lateness: Lateness | null = null;
  private streams = 0;
  private unmount: Undo = () => {};

  constructor(private readonly context: InputContext<AudioConfig>) {
    this.options = hearingOptions(context.config);
    this.calibrator = new Calibrator(context.dataDir, context.clock, (latency) => this.correct(latency));
  }

  async start(): Promise<void> {
    this.context.details({ browser_microphone: takesBrowser(this.context.config) });
    this.unmount = this.calibrator.mount(this.context.http);
    this.source = chooseSource(this.context);
    await this.source.start(this);
  }

  async stop(): Promise<void> {
    const { source } = this;
    this.source = null;
    this.unmount();
    await source?.stop();
    await this.silence();
  }

  open(format: AudioFormat): void {
    const { clock, config, emit } = this.context;
    void this.silence();
    const latency = this.latencyOf(format);
    const known = { ...format, latency };
    const channel = format.source === 'browser' ? 'mix' : config.channel; // A page sends one channel, chosen there.
    if (channel !== 'mix' && channel > format.channels) {
      this.fail(noSuchChannel(channel, format));
      return;
    }
    const name = `${Math.round(clock.now()).toString(36)}-${this.streams++}`;
    const createDetector = this.createDetectorFor(format);
    this.hearing = new Hearing(name, known, { ...this.options, channel, createDetector }, (reading) => {
      this.calibrator.hear(reading);
      emit(reading);
    });
    this.describe(known);
  }

  write(samples: Float32Array): void {
    this.hearing?.write(samples, this.context.clock.now());
  }

  wait(message: string, hint: string): void {
    void this.silence();
    this.context.status('needs-device', message, hint);
    this.context.details({ source: null, device: null, latency_ms: null, sample_rate: null, channels: null });
  }

  end(message: string, hint?: string): void {
    const stopped = () => this.context.status('stopped', message, hint);
    const silenced = this.silence();
    if (silenced) void silenced.then(stopped);
    else stopped();
  }

  fail(error: unknown): void {
    void this.silence();
    this.context.fail(error);
  }

  private createDetectorFor(format: AudioFormat): CreateDetector {
    if (!this.needsThread(format)) return this.options.createDetector;
    const lateness = new Lateness(this.context, format.sampleRate);
    this.lateness = lateness;
    return threadedDetector(this.context.config.detector, {
      onLate: (samples) => lateness.count(samples),
      onBreak: (error) => this.fail(error),
    });
  }

  /**
   * Our own detector needs 0.2 ms for 10 ms of sound, and the way through a thread takes 0.4 ms longer: it does not
   * pay. The slow ones would hold up the bridge.
   */
  private needsThread({ isLive }: AudioFormat): boolean {
    const { detector, thread } = this.context.config;
    if (!isLive || !CAN_THREAD) return false;
    return thread === 'own' || (thread === 'auto' && detector !== 'fretcoach');
  }

  /** Recordings have no latency to measure. */
  private latencyOf({ device, deviceId, latency, source, startsAt }: AudioFormat): Milliseconds {
    const { latency_ms: fixed } = this.context.config;
    if (startsAt !== null) return fixed ?? latency;
    return this.calibrator.begin(`${source}: ${deviceId ?? device}`, fixed, latency);
  }

  private correct(latency: Milliseconds): void {
    this.hearing?.correctLatency(latency);
    this.context.details({ latency_ms: latency });
  }

  private silence(): void | Promise<void> {
    const { hearing } = this;
    this.hearing = null;
    this.lateness?.stop();
    this.calibrator.end();
    return hearing?.finish();
  }

  private describe(format: AudioFormat): void {
    const { source, device, latency, sampleRate, channels, startsAt } = format;
    const { context } = this;
    const stream = { sample_rate: sampleRate, channels, began_at_ms: startsAt };
    context.status('running', `Listening to ${device} through ${source}.`, this.hintFor(format));
    context.details({ source, device, latency_ms: latency, ...stream, detector: context.config.detector });
  }

  private hintFor({ device, insteadOf: usual }: AudioFormat): string | undefined {
    if (usual !== undefined) return insteadOf(usual);
    return this.context.config.device === undefined && isOftenBuiltIn(device) ? OWN_MICROPHONE : undefined;
  }
}

function noSuchChannel(channel: number, { device, channels }: AudioFormat): PluginConfigError {
  const message = `Input ${channel} was chosen, but ${device} has ${channels === 1 ? 'only one' : `only ${channels}`}.`;
  return new PluginConfigError('/channel', message, 'Choose another channel, or "mix".');
}
