import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Clock, DeviceError, type Milliseconds } from '../../../core/plugin/index.js';
import { AuDecoder } from '../au-decoder.js';
import type { AudioSink, AudioSource } from '../audio-source.js';
import { PcmDecoder } from '../pcm.js';
import type { CaptureOrder, CaptureProgram } from './capture-programs.js';

const FIRST_SOUND_WITHIN: Milliseconds = 5_000;
const LONGEST_COMPLAINT = 2_000;

/** Listens through a recording program of the system, such as `parec`. */
export class ProgramSource implements AudioSource {
  private child: ChildProcessByStdio<null, Readable, Readable> | null = null;
  private hasClosed: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly program: CaptureProgram,
    private readonly order: CaptureOrder,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the first sound. @throws DeviceError when the program or the device is missing, busy or forbidden. */
  start(sink: AudioSink): Promise<void> {
    const { program, order } = this;
    const child = spawn(program.command, program.args(order), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.hasClosed = new Promise((resolve) => child.once('close', () => resolve()));
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk}`.slice(-LONGEST_COMPLAINT);
    });
    return new Promise((resolve, reject) => {
      const tooLate = this.clock.after(FIRST_SOUND_WITHIN, () => giveUp(this.silent()));
      let hasBegun = false;
      const giveUp = (error: DeviceError) => {
        tooLate();
        child.kill();
        if (this.isStopped) resolve();
        else if (hasBegun) sink.fail(error);
        else reject(error);
      };
      child.once('error', (error) => giveUp(this.notStarted(error)));
      child.once('close', () => giveUp(this.ended(complaint)));
      child.stdout.once('data', () => {
        tooLate();
        hasBegun = true;
        resolve();
      });
      this.deliver(child.stdout, sink);
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.child?.kill();
    await this.hasClosed;
  }

  private deliver(stdout: Readable, sink: AudioSink): void {
    const { program, order } = this;
    const { sampleRate, channels } = order;
    const decoder =
      program.output === 'au' ? new AuDecoder(channels) : new PcmDecoder(program.output, channels);
    const device = order.device ?? 'default';
    stdout.once('data', () => {
      if (this.isStopped) return;
      sink.open({
        source: program.command,
        device,
        sampleRate,
        channels,
        latency: program.latency,
        isLive: true,
        startsAt: null,
      });
    });
    stdout.on('data', (chunk: Buffer) => {
      if (!this.isStopped) sink.write(decoder.decode(chunk));
    });
  }

  private notStarted(error: NodeJS.ErrnoException): DeviceError {
    const { command, comesWith } = this.program;
    if (error.code !== 'ENOENT') return this.lost('missing', error.message);
    return new DeviceError('missing', `The program "${command}" is not installed.`, `Install ${comesWith}.`);
  }

  private ended(complaint: string): DeviceError {
    const says = complaint.trim().split('\n').at(-1) || 'it gave no reason';
    if (/busy/i.test(complaint)) return this.lost('busy', says);
    if (/permission|denied|not permitted/i.test(complaint)) return this.lost('permission', says);
    return this.lost('missing', says);
  }

  private silent(): DeviceError {
    return this.lost('busy', `no sound within ${FIRST_SOUND_WITHIN / 1000} s`);
  }

  private lost(reason: 'missing' | 'busy' | 'permission', says: string): DeviceError {
    const device = this.order.device === null ? 'the default device' : `"${this.order.device}"`;
    return new DeviceError(
      reason,
      `${this.program.command} cannot listen to ${device}: ${says}.`,
      HINTS[reason],
    );
  }
}

const HINTS = {
  missing: 'Plug in the interface or choose another device; `fretcoach devices` lists them.',
  busy: 'Close the other program that uses the device.',
  permission: 'Let this user record; on Linux, add it to the group "audio".',
} as const;
