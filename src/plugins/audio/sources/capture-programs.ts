import type { Hertz, Milliseconds } from '../../../core/plugin/index.js';
import type { SampleFormat } from '../pcm.js';

/** What to record. */
export interface CaptureOrder {
  readonly sampleRate: Hertz;
  readonly channels: number;
  /** The program's own name for the device; its default when `null`. */
  readonly device: string | null;
}

/** A program that records to its standard output. */
export interface CaptureProgram {
  readonly command: string;
  readonly args: (order: CaptureOrder) => readonly string[];
  /** Raw samples, or an AU stream, which begins with a header. */
  readonly output: SampleFormat | 'au';
  /** From the sound to its sample, with the buffers that `args` ask for. */
  readonly latency: Milliseconds;
  /** What to install when it is missing. */
  readonly comesWith: string;
}

const optional = (name: string, value: string | null) => (value === null ? [] : [`${name}${value}`]);

/** PulseAudio, or PipeWire in its place. Without a latency it would deliver in bursts of two seconds. */
const parec: CaptureProgram = {
  command: 'parec',
  args: ({ sampleRate, channels, device }) => [
    '--raw',
    '--latency-msec=20',
    '--format=float32le',
    `--rate=${sampleRate}`,
    `--channels=${channels}`,
    ...optional('--device=', device),
  ],
  output: 'f32le',
  latency: 20,
  comesWith: 'pulseaudio-utils',
};

const pwRecord: CaptureProgram = {
  command: 'pw-record',
  args: ({ sampleRate, channels, device }) => [
    '--latency=20ms',
    '--format=f32',
    `--rate=${sampleRate}`,
    `--channels=${channels}`,
    ...optional('--target=', device),
    '-',
  ],
  output: 'au',
  latency: 20,
  comesWith: 'pipewire-bin',
};

const arecord: CaptureProgram = {
  command: 'arecord',
  args: ({ sampleRate, channels, device }) => [
    '--quiet',
    '--file-type=raw',
    '--format=FLOAT_LE',
    `--rate=${sampleRate}`,
    `--channels=${channels}`,
    '--buffer-time=40000',
    '--period-time=10000',
    ...optional('--device=', device),
  ],
  output: 'f32le',
  latency: 25,
  comesWith: 'alsa-utils',
};

/** The system's own way to a microphone, as ffmpeg names it. */
const FFMPEG_INPUTS: Readonly<
  Partial<Record<NodeJS.Platform, (device: string | null) => readonly string[]>>
> = {
  darwin: (device) => ['-f', 'avfoundation', '-i', `:${device ?? 'default'}`],
  win32: (device) => ['-f', 'dshow', '-audio_buffer_size', '20', '-i', `audio=${device ?? 'default'}`],
};
const ffmpegPulse = (device: string | null) => [
  '-f',
  'pulse',
  '-fragment_size',
  '960',
  '-i',
  device ?? 'default',
];

const ffmpeg: CaptureProgram = {
  command: 'ffmpeg',
  args: ({ sampleRate, channels, device }) => [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer'],
    ...(FFMPEG_INPUTS[process.platform] ?? ffmpegPulse)(device),
    ...['-ac', `${channels}`, '-ar', `${sampleRate}`, '-flush_packets', '1', '-f', 'f32le', 'pipe:1'],
  ],
  output: 'f32le',
  latency: 30,
  comesWith: 'ffmpeg',
};

const sox: CaptureProgram = {
  command: 'sox',
  args: ({ sampleRate, channels }) => [
    ...['-q', '--buffer', '2048', '--default-device'],
    ...[
      '-t',
      'raw',
      '-e',
      'floating-point',
      '-b',
      '32',
      '-L',
      '-c',
      `${channels}`,
      '-r',
      `${sampleRate}`,
      '-',
    ],
  ],
  output: 'f32le',
  latency: 50,
  comesWith: 'sox',
};

export const CAPTURE_PROGRAMS = { parec, 'pw-record': pwRecord, arecord, ffmpeg, sox } as const;
export type CaptureProgramName = keyof typeof CAPTURE_PROGRAMS;
export const CAPTURE_PROGRAM_NAMES = [
  'parec',
  'pw-record',
  'arecord',
  'ffmpeg',
  'sox',
] as const satisfies CaptureProgramName[];
