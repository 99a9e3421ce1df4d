/** One kind of scale, without a root. */
export interface ScaleKind {
  readonly name: string;
  readonly group: ScaleGroup;
  /** Degrees against the major scale: `1 b3 4 5 b7`. They give both the pitches and the letters. */
  readonly formula: string;
  readonly aliases: readonly string[];
}

export type ScaleGroup = 'diatonic' | 'minor forms' | 'pentatonic and blues' | 'symmetric' | 'world';

const kind = (group: ScaleGroup, name: string, formula: string, ...aliases: string[]): ScaleKind => ({
  name,
  group,
  formula,
  aliases,
});

/** Every scale the bridge knows by name. Aliases are written with full words; the reader of names knows short forms. */
export const SCALE_KINDS: readonly ScaleKind[] = [
  kind('diatonic', 'Major', '1 2 3 4 5 6 7', 'ionian'),
  kind('diatonic', 'Natural Minor', '1 2 b3 4 5 b6 b7', 'minor', 'aeolian', 'pure minor'),
  kind('diatonic', 'Dorian', '1 2 b3 4 5 6 b7', 'dorian minor'),
  kind('diatonic', 'Phrygian', '1 b2 b3 4 5 b6 b7', 'phrygian minor'),
  kind('diatonic', 'Lydian', '1 2 3 #4 5 6 7', 'lydian major'),
  kind('diatonic', 'Mixolydian', '1 2 3 4 5 6 b7', 'dominant', 'mixolydian major'),
  kind('diatonic', 'Locrian', '1 b2 b3 4 b5 b6 b7'),

  kind('minor forms', 'Harmonic Minor', '1 2 b3 4 5 b6 7'),
  kind('minor forms', 'Melodic Minor', '1 2 b3 4 5 6 7', 'jazz minor'),
  kind('minor forms', 'Dorian b2', '1 b2 b3 4 5 6 b7', 'phrygian #6', 'phrygian natural 6'),
  kind('minor forms', 'Lydian Augmented', '1 2 3 #4 #5 6 7', 'lydian #5'),
  kind('minor forms', 'Lydian Dominant', '1 2 3 #4 5 6 b7', 'lydian b7', 'acoustic', 'overtone'),
  kind('minor forms', 'Mixolydian b6', '1 2 3 4 5 b6 b7', 'melodic major', 'hindu', 'aeolian dominant'),
  kind(
    'minor forms',
    'Locrian #2',
    '1 2 b3 4 b5 b6 b7',
    'half diminished',
    'aeolian b5',
    'locrian natural 2',
  ),
  kind('minor forms', 'Altered', '1 b2 b3 b4 b5 b6 b7', 'super locrian', 'altered dominant'),
  kind(
    'minor forms',
    'Phrygian Dominant',
    '1 b2 3 4 5 b6 b7',
    'spanish',
    'phrygian major',
    'spanish phrygian',
  ),
  kind('minor forms', 'Harmonic Major', '1 2 3 4 5 b6 7'),

  kind('pentatonic and blues', 'Major Pentatonic', '1 2 3 5 6'),
  kind('pentatonic and blues', 'Minor Pentatonic', '1 b3 4 5 b7'),
  kind('pentatonic and blues', 'Minor Blues', '1 b3 4 b5 5 b7', 'blues'),
  kind('pentatonic and blues', 'Major Blues', '1 2 b3 3 5 6'),
  kind(
    'pentatonic and blues',
    'Egyptian',
    '1 2 4 5 b7',
    'suspended',
    'suspended pentatonic',
    'egyptian pentatonic',
  ),

  kind('symmetric', 'Whole Tone', '1 2 3 #4 #5 b7'),
  kind('symmetric', 'Half-Whole Diminished', '1 b2 b3 3 #4 5 6 b7', 'half whole', 'dominant diminished'),
  kind('symmetric', 'Whole-Half Diminished', '1 2 b3 4 b5 b6 6 7', 'whole half', 'diminished'),
  kind('symmetric', 'Augmented', '1 b3 3 5 b6 7', 'augmented hexatonic'),
  kind('symmetric', 'Chromatic', '1 b2 2 b3 3 4 #4 5 b6 6 b7 7'),

  kind('world', 'Hungarian Minor', '1 2 b3 #4 5 b6 7', 'gypsy minor', 'double harmonic minor'),
  kind(
    'world',
    'Double Harmonic',
    '1 b2 3 4 5 b6 7',
    'byzantine',
    'gypsy major',
    'double harmonic major',
    'arabic',
  ),
  kind('world', 'Hirajoshi', '1 2 b3 5 b6'),
  kind('world', 'In-Sen', '1 b2 4 5 b7'),
  kind('world', 'Iwato', '1 b2 4 b5 b7'),
  kind('world', 'Kumoi', '1 2 b3 5 6'),
  kind('world', 'Pelog', '1 b2 b3 5 b6'),
  kind('world', 'Persian', '1 b2 3 4 b5 b6 7'),
  kind('world', 'Neapolitan Major', '1 b2 b3 4 5 6 7'),
  kind('world', 'Neapolitan Minor', '1 b2 b3 4 5 b6 7', 'neapolitan'),
  kind('world', 'Enigmatic', '1 b2 3 #4 #5 #6 7'),
  kind('world', 'Flamenco', '1 b2 b3 3 #4 5 b7'),
  kind('world', 'Bebop Dominant', '1 2 3 4 5 6 b7 7', 'bebop'),
  kind('world', 'Bebop Major', '1 2 3 4 5 #5 6 7'),
  kind('world', 'Bebop Minor', '1 2 b3 3 4 5 6 b7', 'bebop dorian'),
];
