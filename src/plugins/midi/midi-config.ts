import { z } from 'zod';
import { MESSAGE_SETTINGS, parseTuning, readableBy } from '../../core/plugin/index.js';
import { type Layout, PICKUP_PRESETS, PRESET_NAMES, type PresetName } from './pickup-presets.js';
import type { PickupSettings } from './pickup-settings.js';

const channel = z.int().min(1).max(16);

const SOURCE_LABELS = {
  auto: 'A device, or a page where there is none',
  port: 'A device',
  web: 'A page of this bridge, through its MIDI',
  virtual: 'Other programs, through a port made here',
  file: 'A recording',
};

const PRESET_LABELS: Readonly<Record<PresetName, string>> = {
  'generic-poly': 'Any device',
  'generic-mono': 'Any, with a channel for each string',
  'roland-mono': 'Roland GI and GM',
  'triple-play': 'Fishman TriplePlay',
  jamstik: 'Jamstik',
  'jam-origin': 'Jam Origin MIDI Guitar',
  sonuus: 'Sonuus',
  axon: 'Axon',
  mpe: 'Any, with MPE',
};

const LAYOUT_LABELS: Readonly<Record<Layout, string>> = {
  'string-channels': 'A channel for each string',
  'one-channel': 'One channel',
  'any-channel': 'Any channel',
  mpe: 'MPE',
};

/** `config` of a MIDI input. */
export const midiConfig = z
  .strictObject({
    source: z
      .union([
        z.enum(['auto', 'port', 'web', 'virtual']),
        z.strictObject({
          file: z
            .string()
            .min(1)
            .max(4096)
            .meta({ title: 'File', description: 'A Standard MIDI File to play instead of a guitar.' }),
        }),
      ])
      .default('auto')
      .meta({
        title: 'MIDI comes from',
        labels: SOURCE_LABELS,
        description: 'The device, page, program or file that plays.',
      }),
    port: z.string().min(1).max(255).optional().meta({
      title: 'Device',
      suggest: 'devices',
      description:
        'The pickup, by its name or a part of it; `fretcoach devices` lists them. The first one when left out.',
    }),
    preset: z
      .enum(PRESET_NAMES)
      .default('generic-poly')
      .meta({ title: 'Pickup', labels: PRESET_LABELS, description: 'The habits of a device.' }),
    layout: z.enum(['string-channels', 'one-channel', 'any-channel', 'mpe']).optional().meta({
      title: 'Layout',
      advanced: true,
      labels: LAYOUT_LABELS,
      description: 'How notes are spread over the channels, where it differs from the preset.',
    }),
    basic_channel: channel.default(1).meta({
      title: 'First channel',
      advanced: true,
      description: 'Channel of the first string, or of all notes.',
    }),
    string_order: z
      .enum(['high-first', 'low-first'])
      .optional()
      .meta({
        title: 'String order',
        advanced: true,
        labels: { 'high-first': 'Highest first', 'low-first': 'Lowest first' },
        description: 'Whether the first of the channels is the highest string or the lowest.',
      }),
    mpe_strings: z.boolean().default(false).meta({
      title: 'A channel for each string',
      advanced: true,
      description: 'MPE: the device keeps channel 2 for the first string, and so on.',
    }),
    bend_range: z.number().positive().max(96).optional().meta({
      title: 'Bend range',
      unit: 'semitones',
      description: 'Semitones of a full pitch bend: the same number as in the device.',
    }),
    transpose: z.int().min(-48).max(48).default(0).meta({
      title: 'Transpose',
      unit: 'semitones',
      description: 'Semitones to add, for devices that transpose by themselves.',
    }),
    tuning: readableBy(parseTuning).default('standard').meta({
      title: 'Tuning',
      suggest: 'tunings',
      description: 'Such as "drop D" or "standard capo 2": tells frets from notes.',
    }),
    min_velocity: z.int().min(1).max(127).optional().meta({
      title: 'Softest velocity',
      advanced: true,
      description: 'Softer notes are noise and left out.',
    }),
    min_duration_ms: z.number().min(0).max(500).default(35).meta({
      title: 'Shortest note',
      unit: 'ms',
      advanced: true,
      description: 'Shorter notes count as ghosts.',
    }),
    legato: z.boolean().default(true).meta({
      title: 'Legato',
      advanced: true,
      description: 'Hear hammer-ons, pull-offs and slides in pitch bends, not only in new notes.',
    }),
    ...MESSAGE_SETTINGS,
    clock: z.boolean().default(true).meta({
      title: 'MIDI clock',
      advanced: true,
      description:
        'Take tempo and beats from MIDI clock when it comes, or from the tempo map of a recording.',
    }),
    beats_in_bar: z.int().min(1).max(32).default(4).meta({
      title: 'Beats in a bar',
      advanced: true,
      description: 'Beats of a bar: MIDI clock does not tell them.',
    }),
  })
  .superRefine((config, check) => {
    const settings = pickupSettings(config);
    if (settings.layout !== 'string-channels') return;
    const last = settings.basicChannel + settings.openStrings.length - 1;
    if (last <= 16) return;
    const message = `${settings.openStrings.length} strings from channel ${settings.basicChannel} on would need channel ${last}`;
    check.addIssue({ code: 'custom', path: ['basic_channel'], message });
  });

export type MidiConfig = z.output<typeof midiConfig>;

/** The preset, with what the player changed. */
export function pickupSettings(config: MidiConfig): PickupSettings {
  const preset = PICKUP_PRESETS[config.preset];
  return {
    ...preset,
    layout: config.layout ?? preset.layout,
    stringOrder: config.string_order ?? preset.stringOrder,
    bendRange: config.bend_range ?? preset.bendRange,
    minVelocity: config.min_velocity ?? preset.minVelocity,
    basicChannel: config.basic_channel,
    mpeStrings: config.mpe_strings,
    openStrings: parseTuning(config.tuning).soundingStrings,
    transpose: config.transpose,
    minDuration: config.min_duration_ms,
    legato: config.legato,
    stuckNoteAfter: config.stuck_note_s * 1000,
  };
}
