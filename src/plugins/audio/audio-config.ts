import { z } from 'zod';
import { parseTuning, readableBy } from '../../core/plugin/index.js';
import { DETECTOR_NAMES, type DetectorName } from './detectors.js';
import { CAPTURE_PROGRAM_NAMES } from './sources/capture-programs.js';

const sampleRate = z.int().min(22_050).max(192_000);

const fileSource = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(4096)
    .meta({ title: 'Recording', description: 'A WAV recording to play instead of a guitar.' }),
});

const stdinSource = z.strictObject({
  stdin: z.enum(['f32le', 's16le']).meta({
    title: 'Format',
    description: 'Raw samples through a pipe.',
    labels: { f32le: '32-bit floats', s16le: '16-bit integers' },
  }),
  sample_rate: sampleRate.default(48_000).meta({ title: 'Sample rate', unit: 'Hz' }),
  channels: z.int().min(1).max(32).default(1).meta({ title: 'Channels' }),
});

const SOURCE_LABELS = {
  auto: 'What works best here',
  default: 'The device the system prefers',
  browser: 'A page of this bridge, through its microphone',
  demo: 'A synthesised guitar',
  decibri: 'decibri, in this program',
  parec: 'PulseAudio (parec)',
  'pw-record': 'PipeWire (pw-record)',
  arecord: 'ALSA (arecord)',
  ffmpeg: 'ffmpeg',
  sox: 'SoX',
  file: 'A recording',
  stdin: 'A pipe of samples',
};

const DETECTOR_LABELS: Readonly<Record<DetectorName, string>> = {
  fretcoach: 'FretCoach, hears notes',
  'pitchfinder-yin': 'YIN, for comparison',
  'pitchfinder-macleod': 'McLeod, for comparison',
  'pitchfinder-amdf': 'AMDF, for comparison',
};

/** Expects whatever a guitar or a bass can play. */
export const AUTO_TUNING = 'auto';

/** `config` of an audio input. */
export const AudioConfig = z.strictObject({
  source: z
    .union([
      z.enum(['auto', 'default', 'browser', 'demo', 'decibri', ...CAPTURE_PROGRAM_NAMES]),
      fileSource,
      stdinSource,
    ])
    .default('auto')
    .meta({
      title: 'Sound comes from',
      description: 'The program, page or file that hands over the sound.',
      labels: SOURCE_LABELS,
    }),
  device: z.string().min(1).max(255).optional().meta({
    title: 'Device',
    suggest: 'devices',
    description: 'The interface, by its id; `fretcoach devices` lists them. The usual one when left out.',
  }),
  channel: z
    .union([z.literal('mix'), z.int().min(1).max(32)])
    .default('mix')
    .meta({
      title: 'Input of the device',
      labels: { mix: 'All together', number: 'The one with the number' },
      description: 'Which input of the interface the guitar is plugged into, counted from 1.',
    }),
  sample_rate: sampleRate.default(48_000).meta({
    title: 'Sample rate',
    unit: 'Hz',
    advanced: true,
    description: 'What to ask the sound card for.',
  }),
  gain_db: z
    .number()
    .min(-40)
    .max(40)
    .default(0)
    .meta({ title: 'Gain', unit: 'dB', description: 'Makes a quiet input louder.' }),
  tuning: readableBy((text) => text === AUTO_TUNING || parseTuning(text))
    .default(AUTO_TUNING)
    .meta({
      title: 'Tuning',
      suggest: 'tunings',
      description:
        'The instrument, such as drop D or bass: says which pitches to expect. With auto, those of any guitar or bass.',
    }),
  sensitivity: z.number().min(0).max(1).default(1).meta({
    title: 'Sensitivity',
    advanced: true,
    description: "Lower is deaf to soft sounds. What counts in a practice is the practice's own sensitivity.",
  }),
  detector: z
    .enum(DETECTOR_NAMES)
    .default('fretcoach')
    .meta({ title: 'Ear', advanced: true, labels: DETECTOR_LABELS, description: 'How pitch is found.' }),
  thread: z
    .enum(['auto', 'own', 'shared'])
    .default('auto')
    .meta({
      title: 'Thread',
      advanced: true,
      labels: { auto: 'As needed', own: 'Its own', shared: 'Shared' },
      description: 'Whether live sound is heard in a thread of its own; as needed, slow ears only.',
    }),
  latency_ms: z.number().min(0).max(1000).optional().meta({
    title: 'Latency',
    unit: 'ms',
    advanced: true,
    description: 'From string to computer, if you have measured it; otherwise what the source is known for.',
  }),
});
export type AudioConfig = z.infer<typeof AudioConfig>;
