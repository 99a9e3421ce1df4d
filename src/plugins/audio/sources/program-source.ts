import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Clock, DeviceError, type Milliseconds } from '../../../core/plugin/index.js';
import { AuDecoder } from '../au-decoder.js';
import type { AudioFormat, AudioSink, AudioSource } from '../audio-source.js';
import type { ChosenDevice } from '../cards/devices.js';
import { PcmDecoder } from '../pcm.js';
import type { CaptureOrder, CaptureProgram } from './capture-programs.js';

const FIRST_SOUND_WITHIN: Milliseconds = 5_000;
const LONGEST_COMPLAINT = 2_000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Listens through a recording program of the system, such as `parec`. */
export class ProgramSource implements AudioSource {
  private child: Child | null = null;
  private hasClosed: Promise<void> = Promise.resolve();
  private device: ChosenDevice | null = null;
  private isStopped = false;

  constructor(
    private readonly program: CaptureProgram,
    private readonly order: Omit<CaptureOrder, 'device'>,
    private readonly choose: () => Promise<ChosenDevice>,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the first sound. @throws DeviceError when the program or the device is missing, busy or forbidden. */
  async start(sink: AudioSink): Promise<void> {
    this.device = await this.choose();
    if (this.isStopped) return;
    const { program, order } = this;
    const args = program.args({ ...order, device: this.device.asked });
    const child = spawn(program.command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.hasClosed = new Promise((resolve) => child.once('close', () => resolve()));
    const ended = this.endOf(child);
    this.deliver(child.stdout, sink);
    const problem = await this.firstSoundOr(child, ended);
    if (problem && !this.isStopped) throw problem;
    void ended.then((error) => {
      if (!this.isStopped) sink.fail(error);
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.child?.kill();
    await this.hasClosed;
  }

  /** Resolves with the reason when the program ends or cannot begin. */
  private endOf(child: Child): Promise<DeviceError> {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk}`.slice(-LONGEST_COMPLAINT);
    });
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(this.notStarted(error)));
      child.once('close', () => resolve(this.ended(complaint)));
    });
  }

  /** `null` once there is sound. */
  private firstSoundOr(child: Child, ended: Promise<DeviceError>): Promise<DeviceError | null> {
    return new Promise((resolve) => {
      const tooLate = this.clock.after(FIRST_SOUND_WITHIN, () => {
        child.kill();
        resolve(this.silent());
      });
      const settle = (problem: DeviceError | null) => {
        tooLate();
        resolve(problem);
      };
      child.stdout.once('data', () => settle(null));
      void ended.then(settle);
    });
  }

  private deliver(stdout: Readable, sink: AudioSink): void {
    const decoder = this.decoder();
    let isOpen = false;
    stdout.on('data', (chunk: Buffer) => {
      if (this.isStopped) return;
      if (!isOpen) sink.open(this.format());
      isOpen = true;
      sink.write(decoder.decode(chunk));
    });
  }

  private decoder(): AuDecoder | PcmDecoder {
    const { output } = this.program;
    const { channels } = this.order;
    return output === 'au' ? new AuDecoder(channels) : new PcmDecoder(output, channels);
  }

  private format(): AudioFormat {
    const { command, latency } = this.program;
    const { sampleRate, channels } = this.order;
    const { id, name, insteadOf } = this.device ?? UNKNOWN;
    return {
      source: command,
      device: name,
      deviceId: id,
      ...(insteadOf === undefined ? {} : { insteadOf }),
      sampleRate,
      channels,
      latency,
      isLive: true,
      startsAt: null,
    };
  }

  private notStarted(error: NodeJS.ErrnoException): DeviceError {
    const { command, comesWith } = this.program;
    if (error.code !== 'ENOENT') return this.lost('missing', error.message);
    return new DeviceError('missing', `The program "${command}" is not installed.`, `Install ${comesWith}.`);
  }

  private ended(complaint: string): DeviceError {
    const says = this.inItsWords(complaint) || 'it gave no reason';
    if (/busy/i.test(complaint)) return this.lost('busy', says);
    if (/permission|denied|not permitted/i.test(complaint)) return this.lost('permission', says);
    return this.lost('missing', says);
  }

  /** Its last line, without its own name and the place in its source. */
  private inItsWords(complaint: string): string {
    const line = complaint.trim().split('\n').at(-1) ?? '';
    return line.replace(new RegExp(`^${this.program.command}: (\\w+:\\d+: )?`), '').replace(/\.$/, '');
  }

  private silent(): DeviceError {
    return this.lost('busy', `no sound within ${FIRST_SOUND_WITHIN / 1000} s`);
  }

  private lost(reason: 'missing' | 'busy' | 'permission', says: string): DeviceError {
    const { asked } = this.device ?? UNKNOWN;
    const device = asked === null ? 'the default device' : `"${asked}"`;
    return new DeviceError(
      reason,
      `${this.program.command} cannot listen to ${device}: ${says}.`,
      HINTS[reason],
    );
  }
}

const UNKNOWN: ChosenDevice = { asked: null, id: 'default', name: 'default' };

const HINTS = {
  missing: 'Plug in the interface or choose another device; `fretcoach devices` lists them.',
  busy: 'Close the other program that uses the device.',
  permission: 'Let this user record; on Linux, add it to the group "audio".',
} as const;
