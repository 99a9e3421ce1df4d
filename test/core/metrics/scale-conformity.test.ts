import { expect, test } from 'vitest';
import { parseScale, scaleConformity } from '../../../src/core/metrics/index.js';

const [A, C, D, E, G] = [9, 0, 2, 4, 7];
const WRONG = [1, 3, 6, 8, 10];

test.each([
  ['all five, repeated', 'A Minor Pentatonic', [A, C, D, E, G, A, A, G], 1],
  ['four of five', 'A Minor Pentatonic', [A, C, D, E], 0.8],
  ['one note a hundred times', 'A Minor Pentatonic', Array(100).fill(A), 0.2],
  [
    'all five and thirty wrong ones',
    'A Minor Pentatonic',
    [A, C, D, E, G, ...Array(6).fill(WRONG).flat()],
    1,
  ],
  ['only wrong notes', 'A Minor Pentatonic', WRONG, 0],
  ['a triad of seven', 'C major', [C, E, G], 3 / 7],
  ['nothing yet', 'C major', [], 0],
])('%s', (_, scale, played, conformity) => {
  expect(scaleConformity(played, parseScale(scale))).toBeCloseTo(conformity, 12);
});
