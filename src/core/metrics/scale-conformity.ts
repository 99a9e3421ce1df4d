import type { PitchClass, Score } from '../music/units.js';

/** Share of the scale's classes among the played ones, in any octave; wrong notes change nothing. */
export function scaleConformity(
  pitchClasses: readonly PitchClass[],
  scale: { readonly pitchClasses: readonly PitchClass[] },
): Score {
  const wanted = new Set(scale.pitchClasses);
  const visited = new Set(pitchClasses.filter((pitchClass) => wanted.has(pitchClass)));
  return wanted.size === 0 ? 0 : visited.size / wanted.size;
}
