import { describe, expect, test } from 'vitest';
import { bandEdges } from '../../../../src/plugins/audio/engine/band-edges.js';

const BIN_HZ = 10;
const SEMITONES = { perOctave: 12, lowestHz: 150, highestHz: 5000 };
const ALL_BINS = 1024;

const widths = (edges: Int32Array) =>
  Array.from(edges.subarray(1), (edge, band) => edge - (edges[band] ?? 0));

describe('bands of a spectrum', () => {
  test('reach from the lowest frequency to the highest', () => {
    const edges = bandEdges(BIN_HZ, SEMITONES, ALL_BINS);
    expect([edges[0], edges.at(-1)]).toEqual([15, 500]);
  });

  test.each([
    ['semitones', SEMITONES],
    ['quarter tones', { ...SEMITONES, perOctave: 24 }],
    ['semitones from far below the first bin', { ...SEMITONES, lowestHz: 1 }],
  ])('follow each other without a gap, at least a bin each: %s', (_, bands) => {
    expect(Math.min(...widths(bandEdges(BIN_HZ, bands, ALL_BINS)))).toBe(1);
  });

  test.each([3, 12, 24])(
    'are of equal musical width where the bins are fine enough: %i an octave',
    (perOctave) => {
      const edges = bandEdges(BIN_HZ, { perOctave, lowestHz: 1000, highestHz: 8000 }, ALL_BINS);
      const wide = edges.subarray(0, -1); // the last one is what is left
      for (let band = 1; band < wide.length; band++)
        expect(
          Math.abs((wide[band] ?? 0) - (wide[band - 1] ?? 0) * 2 ** (1 / perOctave)),
        ).toBeLessThanOrEqual(0.5);
    },
  );

  test('end where the spectrum does, if that is earlier', () => {
    const edges = bandEdges(BIN_HZ, SEMITONES, 300);
    expect(edges.at(-1)).toBe(300);
    expect(Math.min(...widths(edges))).toBeGreaterThan(0);
  });
});
