import { z } from 'zod';
import { parseTuning, readableBy } from '../../core/plugin/index.js';
import { DETECTOR_NAMES } from './detectors.js';
import { CAPTURE_PROGRAM_NAMES } from './sources/capture-programs.js';

const sampleRate = z.int().min(22_050).max(192_000);

const fileSource = z.strictObject({
  file: z.string().min(1).max(4096).meta({ description: 'A WAV recording to play instead of a guitar.' }),
});

const stdinSource = z.strictObject({
  stdin: z
    .enum(['f32le', 's16le'])
    .meta({ description: 'Raw samples through a pipe: floats or 16-bit integers.' }),
  sample_rate: sampleRate.default(48_000),
  channels: z.int().min(1).max(32).default(1),
});

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
      description: 'Where the sound comes from. "auto" takes the best way that works on this computer.',
    }),
  device: z.string().min(1).max(255).optional().meta({
    description: 'The interface, by its id from `fretcoach devices`; the default one when left out.',
  }),
  channel: z
    .union([z.literal('mix'), z.int().min(1).max(32)])
    .default('mix')
    .meta({
      description: 'The input that the guitar is plugged into, such as 2; "mix" hears all of them together.',
    }),
  sample_rate: sampleRate.default(48_000).meta({ description: 'What to ask the sound card for.' }),
  gain_db: z
    .number()
    .min(-40)
    .max(40)
    .default(0)
    .meta({ description: 'Makes a quiet input louder, in decibels.' }),
  tuning: readableBy((text) => text === AUTO_TUNING || parseTuning(text))
    .default(AUTO_TUNING)
    .meta({
      description:
        'The instrument, such as "drop D" or "bass": says which pitches to expect. "auto" expects any guitar or bass.',
    }),
  sensitivity: z.number().min(0).max(1).default(1).meta({
    description: "Lower is deaf to soft sounds. What counts in a practice is the practice's own sensitivity.",
  }),
  detector: z.enum(DETECTOR_NAMES).default('fretcoach').meta({ description: 'How pitch is found.' }),
  thread: z.enum(['auto', 'own', 'shared']).default('auto').meta({
    description:
      'Whether live sound is heard in a thread of its own. "auto" does so for slow detectors only.',
  }),
  latency_ms: z.number().min(0).max(1000).optional().meta({
    description: 'From string to computer, if you have measured it; otherwise what the source is known for.',
  }),
});
export type AudioConfig = z.infer<typeof AudioConfig>;
