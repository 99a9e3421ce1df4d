import type { NoteNumber } from './units.js';

/** One named tuning. */
export interface NamedTuning {
  readonly name: string;
  readonly instrument: 'guitar' | 'bass' | 'ukulele';
  /** Low to high, as the strings lie; a ukulele's first may be higher than its second. */
  readonly openStrings: readonly NoteNumber[];
  readonly aliases: readonly string[];
}

const tuning = (
  instrument: NamedTuning['instrument'],
  name: string,
  openStrings: readonly NoteNumber[],
  ...aliases: string[]
): NamedTuning => ({ name, instrument, openStrings, aliases });

/** Every tuning the bridge knows by name. */
export const NAMED_TUNINGS: readonly NamedTuning[] = [
  tuning('guitar', 'Standard', [40, 45, 50, 55, 59, 64], 'guitar', 'e standard'),
  tuning('guitar', 'Drop D', [38, 45, 50, 55, 59, 64]),
  tuning('guitar', 'Double Drop D', [38, 45, 50, 55, 59, 62]),
  tuning('guitar', 'DADGAD', [38, 45, 50, 55, 57, 62]),
  tuning('guitar', 'Open D', [38, 45, 50, 54, 57, 62]),
  tuning('guitar', 'Open E', [40, 47, 52, 56, 59, 64]),
  tuning('guitar', 'Open G', [38, 43, 50, 55, 59, 62]),
  tuning('guitar', 'Open A', [40, 45, 52, 57, 61, 64]),
  tuning('guitar', 'Open C', [36, 43, 48, 55, 60, 64]),
  tuning('guitar', 'Half Step Down', [39, 44, 49, 54, 58, 63], 'eb standard', 'd# standard', 'half down'),
  tuning('guitar', 'Whole Step Down', [38, 43, 48, 53, 57, 62], 'd standard', 'full step down', 'whole down'),
  tuning('guitar', 'Drop C#', [37, 44, 49, 54, 58, 63], 'drop db'),
  tuning('guitar', 'Drop C', [36, 43, 48, 53, 57, 62]),
  tuning('guitar', 'Drop B', [35, 42, 47, 52, 56, 61]),
  tuning('guitar', 'Drop A', [33, 40, 45, 50, 54, 59]),
  tuning('guitar', 'NST', [36, 43, 50, 57, 64, 67], 'new standard tuning', 'new standard'),
  tuning('guitar', '7-String', [35, 40, 45, 50, 55, 59, 64], '7 string standard', 'seven string'),
  tuning('guitar', '8-String', [30, 35, 40, 45, 50, 55, 59, 64], '8 string standard', 'eight string'),
  tuning('guitar', 'Baritone B', [35, 40, 45, 50, 54, 59], 'baritone', 'b standard'),
  tuning('bass', 'Bass', [28, 33, 38, 43], '4 string bass', 'bass standard'),
  tuning('bass', '5-String Bass', [23, 28, 33, 38, 43], 'bass 5', 'five string bass'),
  tuning('bass', '6-String Bass', [23, 28, 33, 38, 43, 48], 'bass 6', 'six string bass'),
  tuning('ukulele', 'Ukulele', [67, 60, 64, 69], 'uke'),
];
