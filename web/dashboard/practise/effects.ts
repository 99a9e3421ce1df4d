import { zeroOf, zoneOf } from '../../shared/judgement.js';

/** What a strictness means for the player. */
export function strictnessInWords(strictness: number): string {
  const [zone, zero] = [zoneOf(strictness), zeroOf(strictness)];
  return `Full marks within ${zone.toFixed(0)} cents of the note, none beyond ${Math.floor(zero)}.`;
}

/** What a sensitivity means for the player. */
export function sensitivityInWords(sensitivity: number): string {
  if (sensitivity < 0.25) return 'Hears firm picking only. Right for a loud room or an open microphone.';
  if (sensitivity < 0.4) return 'Hears clear notes. Soft ones and fret noise stay out.';
  if (sensitivity <= 0.6) return 'Hears normal playing. Fret noise and a humming amp stay out.';
  if (sensitivity <= 0.8) return 'Hears soft playing too. A noisy cable may slip in.';
  return 'Hears the softest touch. Needs a quiet signal.';
}
