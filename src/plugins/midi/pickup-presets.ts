/** How a device spreads its notes over the channels. */
export type Layout =
  /** One channel a string, from the basic channel on. */
  | 'string-channels'
  /** All notes on the basic channel. */
  | 'one-channel'
  /** All notes on whatever channel. */
  | 'any-channel'
  /** One channel a note; the zone's manager channel speaks for all of them. */
  | 'mpe';

/** What is particular about a device. Everything here can be said otherwise in the configuration. */
export interface PickupPreset {
  readonly layout: Layout;
  /** A channel plays one note at a time. */
  readonly isMono: boolean;
  /** In semitones. */
  readonly bendRange: number;
  /** Softer notes are noise of the pick. */
  readonly minVelocity: number;
  /** Whether the lowest channel is the highest string, as with Roland, or the lowest. */
  readonly stringOrder: 'high-first' | 'low-first';
}

const BASE: PickupPreset = {
  layout: 'any-channel',
  isMono: false,
  bendRange: 2,
  minVelocity: 10,
  stringOrder: 'high-first',
};

/** Devices and their habits, from their manuals and from what users report. */
export const PICKUP_PRESETS = {
  'generic-poly': BASE,
  'generic-mono': { ...BASE, layout: 'string-channels', isMono: true },
  // GI-10, GI-20, GM-800 in mono mode: six channels from the basic channel, string 1 first.
  'roland-mono': { ...BASE, layout: 'string-channels', isMono: true },
  // Cannot announce its range; users set their synthesisers to 24.
  'triple-play': { ...BASE, layout: 'string-channels', isMono: true, bendRange: 24, minVelocity: 12 },
  jamstik: { ...BASE, layout: 'string-channels', isMono: true, bendRange: 12 },
  // Hears plain audio: channels are voices, not strings.
  'jam-origin': { ...BASE, bendRange: 2, minVelocity: 5 },
  // One note at a time, on one channel.
  sonuus: { ...BASE, layout: 'any-channel', isMono: true, minVelocity: 5 },
  axon: { ...BASE, layout: 'string-channels', isMono: true, bendRange: 12 },
  mpe: { ...BASE, layout: 'mpe', bendRange: 48 },
} as const satisfies Readonly<Record<string, PickupPreset>>;

export type PresetName = keyof typeof PICKUP_PRESETS;
export const PRESET_NAMES = Object.keys(PICKUP_PRESETS) as [PresetName, ...PresetName[]];
