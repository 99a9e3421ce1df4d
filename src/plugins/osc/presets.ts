import { type OscRule, type OscRuleText, oscRule } from './osc-rule.js';

/** Address maps of programs and patches, as data. */
export const PRESETS = {
  fretcoach: [
    { address: '/fretcoach/note', as: 'note', args: ['string', 'midi', 'velocity'] },
    { address: '/fretcoach/note/{string}', as: 'note', args: ['midi', 'velocity'] },
    { address: '/fretcoach/noteoff', as: 'note-off', args: ['string', 'midi'] },
    { address: '/fretcoach/pitch', as: 'pitch', args: ['hz', 'confidence?', 'level?'] },
    { address: '/fretcoach/pitch/midi', as: 'pitch', args: ['midi', 'confidence?'] },
    { address: '/fretcoach/bend', as: 'bend', args: ['string', 'semitones'] },
    { address: '/fretcoach/onset', as: 'onset', args: ['level?'] },
    { address: '/fretcoach/midi', as: 'midi', args: ['message'] },
    { address: '/fretcoach/ping', as: 'ping' },
  ],
  'pd-sigmund': [
    { address: '/pd/sigmund/pitch', as: 'pitch', args: ['midi'] },
    { address: '/pd/sigmund/env', as: 'level', args: ['env'] },
    { address: '/pd/sigmund/note', as: 'mono-note', args: ['midi'] },
  ],
  'pd-fiddle': [
    { address: '/pd/fiddle/pitch', as: 'pitch', args: ['midi', 'env?'] },
    { address: '/pd/fiddle/note', as: 'mono-note', args: ['midi'] },
    { address: '/pd/fiddle/attack', as: 'mono-onset' },
  ],
  // Guitar recordings: at a clarity of 0.5, 38 of 112 notes are wrong; at 0.9, 3 of 45.
  supercollider: [
    { address: '/sc/pitch', as: 'pitch', args: ['hz', 'confidence', 'amp?'], gate: { confidence: 0.9 } },
    // Its frequency belongs to the note before; the new one shows about 50 ms later.
    { address: '/sc/onset', as: 'mono-onset', args: ['_', 'amp?'] },
  ],
  // SendReply puts a node and a reply number in front.
  'sc-sendreply': [
    {
      address: '/fc/pitch',
      as: 'pitch',
      args: ['_', '_', 'hz', 'confidence', 'amp?'],
      gate: { confidence: 0.9 },
    },
  ],
  abletonosc: [
    { address: '/live/song/get/tempo', as: 'transport', args: ['tempo'] },
    { address: '/live/song/get/beat', as: 'transport', args: ['song-beat'] },
    { address: '/live/song/get/is_playing', as: 'transport', args: ['playing'] },
    { address: '/live/track/get/output_meter_level', as: 'level', args: ['_', 'amp'] },
  ],
  reaper: [
    { address: '/play', as: 'transport', args: ['playing'] },
    { address: '/stop', as: 'transport', args: ['stopped'] },
    { address: '/beat/str', as: 'transport', args: ['position'] },
    { address: '/tempo/raw', as: 'transport', args: ['tempo'] },
    { address: '/track/{_}/vu', as: 'level', args: ['amp'] },
  ],
  ardour: [
    { address: '/transport_play', as: 'transport', args: ['playing'] },
    { address: '/position/bbt', as: 'transport', args: ['position'] },
    { address: '/master/meter', as: 'level', args: ['level'] },
  ],
  touchosc: [
    { address: '/1/push1', as: 'command', args: ['press'], call: 'session.start' },
    { address: '/1/push2', as: 'command', args: ['press'], call: 'session.stop' },
    { address: '/1/toggle1', as: 'command', args: ['value'], call: 'session.toggle' },
  ],
} as const satisfies Readonly<Record<string, readonly OscRuleText[]>>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];

/** One address map of the chosen presets and a player's own rules, which go first. */
export function rulesOf(presets: readonly PresetName[], own: readonly OscRule[]): readonly OscRule[] {
  return [...own, ...presets.flatMap((name) => PRESETS[name].map((rule) => oscRule.parse(rule)))];
}
