import type { Microphone } from 'decibri';
import { DeviceError, messageOf } from '../../../core/plugin/index.js';
import type { AudioSink, AudioSource } from '../audio-source.js';
import type { ChosenDevice } from '../cards/devices.js';
import { PcmDecoder } from '../pcm.js';
import type { CaptureOrder } from './capture-programs.js';
import { loadDecibri } from './load-decibri.js';

const BLOCK_FRAMES = 480;
/** Measured: 6 to 12 ms more than parec. */
const LATENCY = 30;

export class DecibriSource implements AudioSource {
  private microphone: Microphone | null = null;
  private isStopped = false;

  constructor(
    private readonly order: Omit<CaptureOrder, 'device'>,
    private readonly choose: () => Promise<ChosenDevice>,
  ) {}

  async start(sink: AudioSink): Promise<void> {
    const decibri = await loadDecibri();
    if (!decibri)
      throw new DeviceError(
        'missing',
        'decibri finds no sound hardware here, or is not installed.',
        'Run npm install decibri.',
      );
    const { sampleRate } = this.order;
    const { asked, id, name } = await this.choose();
    const microphone = await this.open(decibri.Microphone, asked);
    if (this.isStopped) return microphone.stop();
    this.microphone = microphone;
    const decoder = new PcmDecoder('f32le', 1);
    sink.open({
      source: 'decibri',
      device: name,
      deviceId: id,
      sampleRate,
      channels: 1,
      latency: LATENCY,
      isLive: true,
      startsAt: null,
    });
    microphone.on('data', (chunk) => {
      if (!this.isStopped) sink.write(decoder.decode(chunk));
    });
    const lost = (says: string) => {
      if (!this.isStopped)
        sink.fail(new DeviceError('missing', `decibri lost "${name}": ${says}.`, 'Plug it in again.'));
    };
    microphone.on('error', (error) => lost(error.message));
    microphone.on('end', () => lost('it delivers no more sound'));
  }

  stop(): void {
    this.isStopped = true;
    this.microphone?.stop();
  }

  private async open(kind: typeof Microphone, device: string | null): Promise<Microphone> {
    const { sampleRate } = this.order;
    try {
      return await kind.open({
        sampleRate,
        dtype: 'float32',
        framesPerBuffer: BLOCK_FRAMES,
        ...(device === null ? {} : { device }),
      });
    } catch (cause) {
      const says = messageOf(cause);
      const reason = /permission|denied/i.test(says) ? 'permission' : 'missing';
      const hint = 'Plug in the interface, or allow this program to use the microphone.';
      throw new DeviceError(reason, `decibri found no microphone: ${says}`, hint, { cause });
    }
  }
}
