import { Note, Scale as TonalScale } from 'tonal';
import { describe, expect, test } from 'vitest';
import { RequestError } from '../../../src/core/errors.js';
import {
  fullNameInScale,
  listScales,
  nameInScale,
  nearestScales,
  parseScale,
  placeInScale,
  SCALE_KINDS,
  scaleOf,
} from '../../../src/core/music/index.js';

const A_MINOR_PENTATONIC = 'A Minor Pentatonic';

describe('a scale is found by the names players use', () => {
  test.each([
    [A_MINOR_PENTATONIC, A_MINOR_PENTATONIC],
    ['Am pent', A_MINOR_PENTATONIC],
    ['a min pentatonic', A_MINOR_PENTATONIC],
    ['A Minor (Pentatonic)', A_MINOR_PENTATONIC],
    ['A- pent', A_MINOR_PENTATONIC],
    ['A-pent', A_MINOR_PENTATONIC],
    ['a pentatonic minor scale', A_MINOR_PENTATONIC],
    ['A MINOR PENTATONIC', A_MINOR_PENTATONIC],
    ['aminpenta', null],
    ['A Minor', 'A Natural Minor'],
    ['Am', 'A Natural Minor'],
    ['A-', 'A Natural Minor'],
    ['A nat min', 'A Natural Minor'],
    ['A natural minor', 'A Natural Minor'],
    ['A aeolian mode', 'A Natural Minor'],
    ['C', null],
    ['C Major', 'C Major'],
    ['C-major', 'C Major'],
    ['CM', 'C Major'],
    ['Cmaj', 'C Major'],
    ['CΔ', 'C Major'],
    ['C (major) diatonic', 'C Major'],
    ['C Ionian', 'C Major'],
    ['CM pent', 'C Major Pentatonic'],
    ['Cm pent', 'C Minor Pentatonic'],
    ['B♭ major', 'Bb Major'],
    ['bb major', 'Bb Major'],
    ['B flat major', 'Bb Major'],
    ['f sharp min pent', 'F# Minor Pentatonic'],
    ['F♯ Dorian', 'F# Dorian'],
    ['Bblues', 'B Minor Blues'],
    ['Bb blues', 'Bb Minor Blues'],
    ['A blues', 'A Minor Blues'],
    ['A major blues', 'A Major Blues'],
    ['D double harmonic', 'D Double Harmonic'],
    ['C byzantine', 'C Double Harmonic'],
    ['C gypsy major', 'C Double Harmonic'],
    ['E harm minor', 'E Harmonic Minor'],
    ['E mel min', 'E Melodic Minor'],
    ['E melodic minor (ascending)', 'E Melodic Minor'],
    ['G dorian flat 2', 'G Dorian b2'],
    ['G Dorian ♭2', 'G Dorian b2'],
    ['G locrian #2', 'G Locrian #2'],
    ['C half-whole dim', 'C Half-Whole Diminished'],
    ['C whole-half', 'C Whole-Half Diminished'],
    ['D in sen', 'D In-Sen'],
    ['D insen', 'D In-Sen'],
    ['E suspended pentatonic', 'E Egyptian'],
    ['A pentatonic', null],
    ['H minor', null],
    ['A Minr Pentatonic', null],
    ['', null],
    ['A'.repeat(500), null],
    ['B-flat major', 'Bb Major'],
    ['C-sharp min', 'C# Natural Minor'],
  ])('%j is %j', (name, canonical) => {
    if (canonical) expect(parseScale(name).name).toBe(canonical);
    else expect(() => parseScale(name)).toThrow(RequestError);
  });

  test('the pair of name and kind is one name', () => {
    expect(parseScale('A Minor', 'pentatonic').name).toBe(A_MINOR_PENTATONIC);
    expect(parseScale('A Minor', 'natural').name).toBe('A Natural Minor');
    expect(parseScale('C Major', 'diatonic').name).toBe('C Major');
  });

  test('every canonical name and every alias reads back as its kind, on every root', () => {
    for (const listing of listScales()) {
      for (const root of listing.roots) {
        expect(parseScale(`${root} ${listing.name}`).name).toBe(`${root} ${listing.name}`);
        for (const alias of listing.aliases) {
          expect(parseScale(`${root} ${alias}`).name).toBe(`${root} ${listing.name}`);
        }
      }
    }
  });
});

describe('pitches', () => {
  test('ascend from the root', () => {
    const scale = parseScale(A_MINOR_PENTATONIC);
    expect(scale).toEqual({
      name: A_MINOR_PENTATONIC,
      root: 9,
      pitchClasses: [9, 0, 2, 4, 7],
      noteNames: ['A', 'C', 'D', 'E', 'G'],
      degrees: [0, 300, 500, 700, 1000],
    });
  });

  test('enharmonic roots are the same set, each shown as the player wrote it', () => {
    const [flat, sharp] = [parseScale('Bb major'), parseScale('A# major')];
    expect(sharp.pitchClasses).toEqual(flat.pitchClasses);
    expect([flat.name, sharp.name]).toEqual(['Bb Major', 'A# Major']);
    expect(flat.noteNames).toEqual(['Bb', 'C', 'D', 'Eb', 'F', 'G', 'A']);
  });

  test('nothing is spelled with double accidentals', () => {
    expect(parseScale('A# major').noteNames).toEqual(['A#', 'C', 'D', 'D#', 'F', 'G', 'A']);
    expect(parseScale('Gb minor').noteNames).toEqual(['Gb', 'Ab', 'A', 'B', 'Db', 'D', 'E']);
    expect(parseScale('F# major').noteNames).toEqual(['F#', 'G#', 'A#', 'B', 'C#', 'D#', 'E#']);
  });

  test('by default a root takes the spelling with fewer accidentals', () => {
    const major = listScales().find(({ name }) => name === 'Major');
    expect(major?.roots).toEqual(['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']);
    const minor = listScales().find(({ name }) => name === 'Natural Minor');
    expect(minor?.roots).toEqual(['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B']);
  });

  test('a note in the scale has the name the scale gives it, others follow its manner', () => {
    const eFlat = parseScale('Eb major');
    expect(nameInScale(eFlat, 8)).toBe('Ab');
    expect(nameInScale(eFlat, 6)).toBe('Gb');
    expect(nameInScale(parseScale('E major'), 10)).toBe('A#');
    expect(nameInScale(parseScale('C major'), 10)).toBe('Bb');
    expect(fullNameInScale(parseScale('C# major'), 60)).toBe('B#3');
    expect(fullNameInScale(parseScale('Gb major'), 59)).toBe('Cb4');
  });
});

describe('custom scales', () => {
  test.each([
    ['custom: 0 3 5 7 10 @ A', 9, [9, 0, 2, 4, 7], 'Custom: 0 3 5 7 10 @ A'],
    ['Custom: 10, 7, 5, 3, 0, 0 @ a', 9, [9, 0, 2, 4, 7], 'Custom: 0 3 5 7 10 @ A'],
    ['custom: 0 2 4', 0, [0, 2, 4], 'Custom: 0 2 4 @ C'],
    ['A C D E G', 9, [9, 0, 2, 4, 7], 'Notes: A C D E G'],
    ['notes: Eb, G, Bb', 3, [3, 7, 10], 'Notes: Eb G Bb'],
    ['notes: A', 9, [9], 'Notes: A'],
  ])('%j', (text, root, pitchClasses, name) => {
    const scale = parseScale(text);
    expect(scale).toMatchObject({ root, pitchClasses, name });
    expect(parseScale(scale.name)).toEqual(scale);
  });

  test.each(['custom: 12 @ A', 'custom: @ A', 'custom: 0 3 @ H', 'custom: 0.5 3 @ A', 'notes: A X'])(
    '%j is refused',
    (text) => {
      expect(() => parseScale(text)).toThrow(RequestError);
    },
  );
});

describe('an unknown name', () => {
  test('gets the three nearest as an answer', () => {
    expect(() => parseScale('A Minr Pentatonic')).toThrow(
      /^Scale "A Minr Pentatonic" is not known\. Did you mean "A Minor Pentatonic", "[^"]+" or "[^"]+"\?$/,
    );
    expect(nearestScales('A pentatonic').slice(0, 2).sort()).toEqual([
      'A Major Pentatonic',
      'A Minor Pentatonic',
    ]);
    expect(nearestScales('Eb dorain')[0]).toBe('Eb Dorian');
    expect(nearestScales('H Minor Pentatonic')).toEqual([
      'A Minor Pentatonic',
      'E Minor Pentatonic',
      'C Minor Pentatonic',
    ]);
  });

  test('carries its code and where it was written', () => {
    try {
      parseScale('Q');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'music.unknown-scale', faults: [{ pointer: '/scale_name' }] });
    }
  });
});

describe('placing a pitch', () => {
  const scale = parseScale(A_MINOR_PENTATONIC);
  test.each([
    [57, -22, { isInScale: true, cents: -22, pitchClass: 9 }],
    [60, -50, { isInScale: true, cents: -50, pitchClass: 0 }],
    [61, 30, { isInScale: false, cents: 30, pitchClass: 1 }],
    [61, -50, { isInScale: false, cents: -50, pitchClass: 1 }],
  ])('note %d at %d cents', (note, cents, place) => {
    expect(placeInScale(scale, note, cents)).toEqual(place);
  });

  test('degrees between the semitones are targets like any other', () => {
    const rast = { ...parseScale('C major'), degrees: [0, 200, 350, 500, 700, 900, 1050] };
    expect(placeInScale(rast, 63, 40)).toEqual({ isInScale: true, cents: -10, pitchClass: 4 });
    expect(placeInScale(rast, 64, 10)).toEqual({ isInScale: false, cents: 10, pitchClass: 4 });
  });
});

describe('tonal, an independent library, agrees', () => {
  /** Where tonal uses another word for the same scale. */
  const NAMES: Record<string, string> = {
    'Natural Minor': 'aeolian',
    'Dorian b2': 'dorian b2',
    'Lydian Augmented': 'lydian augmented',
    'Mixolydian b6': 'mixolydian b6',
    'Locrian #2': 'locrian #2',
    'Minor Blues': 'minor blues',
    'Half-Whole Diminished': 'half-whole diminished',
    'Whole-Half Diminished': 'whole-half diminished',
    'Neapolitan Minor': 'balinese',
    Altered: 'altered',
    'Double Harmonic': 'double harmonic major',
    'In-Sen': 'in-sen',
    'Bebop Dominant': 'bebop',
  };

  test.each(SCALE_KINDS.map((kind) => [kind.name, kind] as const))('on %s', (name, kind) => {
    const tonal = TonalScale.get(`C ${NAMES[name] ?? name.toLowerCase()}`);
    expect(tonal.notes.map((note) => Note.chroma(note))).toEqual(scaleOf(kind, 0).pitchClasses);
  });

  test('and spells the common scales the same way', () => {
    for (const name of [
      'Major',
      'Dorian',
      'Mixolydian',
      'Harmonic Minor',
      'Minor Pentatonic',
      'Lydian Dominant',
    ]) {
      for (const root of ['C', 'D', 'Eb', 'E', 'F', 'G', 'A', 'Bb']) {
        const tonal = TonalScale.get(`${root} ${name.toLowerCase()}`).notes;
        if (tonal.some((note) => /##|bb/.test(note))) continue;
        expect(parseScale(`${root} ${name}`).noteNames).toEqual(tonal);
      }
    }
  });
});
