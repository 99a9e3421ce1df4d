import { z } from 'zod';
import { named } from './naming.js';
import { pluginData } from './plugins.js';

export const scaleListing = named(
  'Scale',
  'A kind of scale; a root and the name make a scale_name',
  z.object({
    name: z.string(),
    group: z.string(),
    intervals: z.array(z.number().int()).describe('semitones above the root'),
    aliases: z.array(z.string()),
    roots: z.array(z.string()).describe('the twelve roots from C up, as this scale spells them'),
  }),
);
export type ScaleData = z.infer<typeof scaleListing>;

export const tuningListing = named(
  'Tuning',
  'How an instrument may be strung',
  z.object({
    name: z.string(),
    instrument: z.string(),
    open_strings: z.array(z.number().int()).describe('MIDI note numbers, low to high'),
    aliases: z.array(z.string()),
  }),
);
export type TuningData = z.infer<typeof tuningListing>;

export const deviceList = named(
  'Devices',
  'What one technology finds on this machine',
  z.object({
    devices: z.array(
      z.object({
        id: z.string().describe('what to write into the configuration'),
        name: z.string(),
        is_default: z.boolean(),
      }),
    ),
    reason: z.string().nullable().describe('why there are none, or fewer than expected'),
    hint: z.string().nullable().describe('what to do about it'),
  }),
);
export type DeviceListData = z.infer<typeof deviceList>;
export const devicesByKind = named(
  'DevicesByKind',
  'What each technology finds, such as `audio` and `midi`',
  z.record(z.string(), deviceList),
);

export const logLine = named(
  'LogLine',
  'One sentence of the log',
  z.object({
    at: z.iso.datetime(),
    level: z.enum(['info', 'warn', 'error']),
    name: z.string().describe('who spoke: the id of an input or output, or empty for the bridge itself'),
    message: z.string(),
  }),
);

export const versionData = named(
  'Version',
  'Who answers',
  z.object({
    name: z.string(),
    version: z.string(),
    node: z.string(),
    protocol: z.tuple([z.number().int(), z.number().int()]),
  }),
);

export const reloadData = named(
  'Reload',
  'What a new configuration changed',
  z.object({
    success: z.literal(true),
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
    plugins: z.array(pluginData),
  }),
);
