import type { PitchClass } from '../music/units.js';
import type { MetricRow } from './session-repository.js';

/**
 * What was heard at the moment of a metric. Keys are read in any spelling: `detectedHz`, as in code, or `detected_hz`,
 * as in the `debug_info` that the bridge sends.
 */
export type DebugInfo = Readonly<Record<string, unknown>>;

export type Heard = Pick<
  MetricRow,
  'detectedPitchHz' | 'detectedMidi' | 'pitchClass' | 'inScale' | 'noteDetected'
>;

/** Whatever is missing, or of the wrong kind, is `null`; without a word on it, a note was detected if its pitch is known. */
export function heardIn(info: DebugInfo = {}): Heard {
  const facts = new Map(
    Object.entries(info).map(([key, value]) => [key.replaceAll('_', '').toLowerCase(), value]),
  );
  const detectedMidi = number(facts.get('detectedmidi'));
  const noteDetected = boolean(facts.get('notedetected'));
  return {
    detectedPitchHz: number(facts.get('detectedpitchhz') ?? facts.get('detectedhz')),
    detectedMidi,
    pitchClass: pitchClass(facts.get('pitchclass')),
    inScale: boolean(facts.get('inscale')),
    noteDetected: noteDetected ?? detectedMidi !== null,
  };
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function pitchClass(value: unknown): PitchClass | null {
  const known = number(value);
  return known !== null && Number.isInteger(known) && known >= 0 && known <= 11 ? known : null;
}

function boolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
