import { editDistance } from '../edit-distance.js';

const LONGEST = 64; // nobody mistypes longer words, and the cost grows with the square

/** What was probably meant: the candidate within about a third of the word's letters; `null` when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const asked = word.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, far: editDistance(asked, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.ceil(word.length / 3)) ? best.candidate : null;
}
