import { isIP } from 'node:net';
import { z } from 'zod';
import { MESSAGE_SETTINGS, parseTuning, readableBy } from '../../core/plugin/index.js';
import { oscRule } from './osc-rule.js';
import { PRESET_NAMES, type PresetName } from './presets.js';
import { PROFILE_NAMES, type ProfileName } from './profiles.js';

const DEFAULT_PORT = 22101;
const port = z.int().min(0).max(65_535);
const host = z.string().min(1).max(255);

const PRESET_LABELS: Readonly<Record<PresetName, string>> = {
  fretcoach: 'FretCoach addresses',
  'pd-sigmund': 'Pure Data, sigmund~',
  'pd-fiddle': 'Pure Data, fiddle~',
  supercollider: 'SuperCollider',
  'sc-sendreply': 'SuperCollider, SendReply',
  abletonosc: 'Ableton Live',
  reaper: 'Reaper',
  ardour: 'Ardour',
  touchosc: 'TouchOSC',
};

const PROFILE_LABELS: Readonly<Record<ProfileName, string>> = {
  fretcoach: 'FretCoach addresses',
  values: 'One number an address',
  touchosc: 'TouchOSC',
  reaper: 'Reaper',
  bitwig: 'Bitwig',
};

const target = z.strictObject({
  host: host.default('127.0.0.1').meta({ title: 'Address', description: 'Machine that listens.' }),
  port: port.min(1).meta({ title: 'Port', description: 'Port it listens on.' }),
  over: z
    .enum(['udp', 'tcp', 'tcp-slip'])
    .default('udp')
    .meta({
      title: 'Over',
      labels: { udp: 'UDP', tcp: 'TCP', 'tcp-slip': 'TCP with SLIP' },
      description: 'TCP with lengths (OSC 1.0) or with SLIP (OSC 1.1), where the program wants it.',
    }),
  profile: z
    .enum(PROFILE_NAMES)
    .default('fretcoach')
    .meta({ title: 'Program', labels: PROFILE_LABELS, description: 'What the program understands.' }),
  channel: z
    .int()
    .min(1)
    .max(16)
    .default(1)
    .meta({ title: 'MIDI channel', description: 'MIDI channel, for profiles that play notes.' }),
});

export type Target = z.output<typeof target>;

/** Settings of the `osc` plugin, for both its roles. */
export const oscConfig = z
  .strictObject({
    host: host.default('127.0.0.1').meta({
      title: 'Listening address',
      advanced: true,
      description: 'Address to listen on; 0.0.0.0 hears other machines.',
    }),
    port: port
      .nullable()
      .default(DEFAULT_PORT)
      .meta({
        title: 'Listening',
        labels: { number: 'On a port', null: 'Not at all' },
        description: 'UDP port that programs send to; 0 takes a free one.',
      }),
    tcp_port: port.nullable().default(null).meta({
      title: 'TCP port',
      advanced: true,
      description: 'Port that programs send OSC to over TCP; none when left out.',
    }),
    daw_host: host.default('127.0.0.1').meta({
      title: 'Address of the DAW',
      advanced: true,
      description: 'Where the program runs that must be asked to send (abletonosc, ardour).',
    }),
    allow: z
      .array(
        z.string().max(64).refine(isSender, 'Expected an address, a network such as 192.168.1.0/24, or *'),
      )
      .max(64)
      .default([])
      .meta({
        title: 'Allowed machines',
        advanced: true,
        description: 'Machines that may send: addresses, networks such as 192.168.1.0/24, or * for all.',
      }),
    presets: z.array(z.enum(PRESET_NAMES)).default(['fretcoach']).meta({
      title: 'Programs to understand',
      labels: PRESET_LABELS,
      description: 'Whose messages are heard as notes, pitches and transport.',
    }),
    rules: z
      .array(oscRule)
      .max(256)
      .default([])
      .meta({ title: 'Own rules', advanced: true, description: 'Your own address map; it goes first.' }),
    tuning: readableBy(parseTuning).default('standard').meta({
      title: 'Tuning',
      suggest: 'tunings',
      description: 'Such as "drop D" or "standard capo 2": tells frets from notes.',
    }),
    basic_channel: z.int().min(1).max(16).default(1).meta({
      title: 'First channel',
      advanced: true,
      description: 'Raw MIDI: channel of the highest string.',
    }),
    bend_range: z.number().positive().max(96).default(2).meta({
      title: 'Bend range',
      unit: 'semitones',
      advanced: true,
      description: 'Raw MIDI: bend range in semitones.',
    }),
    ...MESSAGE_SETTINGS,
    beats_in_bar: z.int().min(1).max(32).default(4).meta({
      title: 'Beats in a bar',
      advanced: true,
      description: 'Beats of a bar, for programs that count beats alone (abletonosc).',
    }),
    oscquery_port: port.nullable().default(null).meta({
      title: 'OSCQuery port',
      advanced: true,
      description: 'Port to describe the addresses on by HTTP (OSCQuery); none when left out.',
    }),
    announce: z.boolean().default(false).meta({
      title: 'Announce on the network',
      advanced: true,
      description: 'Say on the network that we are here (mDNS).',
    }),
    targets: z
      .array(target)
      .max(16)
      .default([])
      .meta({ title: 'Send to', description: 'Programs that are told what you play.' }),
    pitch: z.boolean().default(true).meta({
      title: 'Every pitch',
      advanced: true,
      description: 'Also send every pitch, not only notes and scores.',
    }),
  })
  .superRefine(({ host: address, announce }, context) => {
    if (!announce || !isLoopback(address)) return;
    const message =
      'Nobody on the network could reach what is announced: set "host" to 0.0.0.0 and "allow" to who may send, or leave this out';
    context.addIssue({ code: 'custom', path: ['announce'], message });
  })
  .superRefine(({ host: address, allow }, context) => {
    if (isLoopback(address) || allow.length > 0) return;
    const message =
      'Say which machines may send when others can reach the port, such as ["192.168.1.20"] or ["*"]';
    context.addIssue({ code: 'custom', path: ['allow'], message });
  });

export type OscConfig = z.output<typeof oscConfig>;

function isSender(text: string): boolean {
  if (text === '*') return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (!family || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}
