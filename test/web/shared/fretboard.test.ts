import { describe, expect, test } from 'vitest';
import {
  likelyPosition,
  type NeckShape,
  spots,
  spotX,
  stringWidth,
  stringY,
  wireX,
} from '../../../web/shared/fretboard.js';

const STANDARD = [40, 45, 50, 55, 59, 64];
const NECK: NeckShape = {
  openStrings: STANDARD,
  firstFret: 0,
  lastFret: 12,
  width: 1000,
  height: 180,
  margin: 0,
  isLefty: false,
};

describe('the drawn neck', () => {
  test('halves its string at the twelfth fret, as a real one does', () => {
    const long = { ...NECK, lastFret: 24 };
    // 24 frets show three quarters of the string; the twelfth is at half of it.
    expect(wireX(long, 12)).toBeCloseTo((1000 * 0.5) / 0.75);
  });

  test('has closer frets towards the body', () => {
    expect(wireX(NECK, 2) - wireX(NECK, 1)).toBeLessThan(wireX(NECK, 1) - wireX(NECK, 0));
  });

  test('puts a finger between two wires', () => {
    expect(spotX(NECK, 5)).toBeCloseTo((wireX(NECK, 4) + wireX(NECK, 5)) / 2);
  });

  test('mirrors for left-handed players', () => {
    expect(wireX({ ...NECK, isLefty: true }, 3)).toBeCloseTo(1000 - wireX(NECK, 3));
  });

  test('has the low string at the bottom, and the thickest', () => {
    expect(stringY(NECK, 6)).toBeGreaterThan(stringY(NECK, 1));
    expect(stringWidth(NECK, 1)).toBe(1);
    expect(stringWidth(NECK, 6)).toBe(3.8);
  });

  test('shows every A up to the twelfth fret', () => {
    const found = spots(NECK, (midi) => midi % 12 === 9).map(({ string, fret }) => `${string}:${fret}`);
    expect(found).toEqual(['1:5', '2:10', '3:2', '4:7', '5:0', '5:12', '6:5']);
  });
});

describe('the most likely position', () => {
  test('is the lower fret when nothing is known of the hand', () => {
    expect(likelyPosition(45, STANDARD, null)).toEqual({ string: 5, fret: 0 });
  });

  test('stays near the hand', () => {
    expect(likelyPosition(64, STANDARD, 5)).toEqual({ string: 2, fret: 5 });
    expect(likelyPosition(64, STANDARD, 9)).toEqual({ string: 3, fret: 9 });
  });

  test('is none for a note the guitar has not', () => {
    expect(likelyPosition(20, STANDARD, 5)).toBeNull();
    expect(likelyPosition(100, STANDARD, 5)).toBeNull();
  });
});
