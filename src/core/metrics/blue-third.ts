import type { Scale, ScalePlace } from '../music/scale.js';
import type { Cents, NoteNumber } from '../music/units.js';
import { BLUE_THIRD } from './constants.js';

const MINOR_THIRD: Cents = 300;
/** What minor pentatonic and minor blues have in common, and what they do not have. */
const PENTATONIC: readonly Cents[] = [0, 300, 500, 700, 1000];
const MOST_DEGREES = 6;

/** The third of a minor pentatonic or blues, curled up by 30 to 70 cents; `null` for any other pitch or scale. */
export function blueThirdOf(scale: Scale, note: NoteNumber, cents: Cents): ScalePlace | null {
  const aboveRoot = (((100 * (note - scale.root) + cents) % 1200) + 1200) % 1200;
  const curl = aboveRoot - MINOR_THIRD;
  const isCurled = curl >= BLUE_THIRD[0] && curl <= BLUE_THIRD[1];
  if (!isCurled || scale.degrees.length > MOST_DEGREES) return null;
  if (!PENTATONIC.every((degree) => scale.degrees.includes(degree))) return null;
  const pitchClass = scale.pitchClasses[scale.degrees.indexOf(MINOR_THIRD)] ?? 0;
  return { isInScale: true, cents: curl, pitchClass };
}
