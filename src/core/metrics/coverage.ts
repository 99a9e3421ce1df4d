import type { PitchClass, Score } from '../music/units.js';

/** Share of notes that belong to the scale; `null` without notes. */
export function inScaleRatio(notesInScale: number, notesOutOfScale: number): Score | null {
  const notes = notesInScale + notesOutOfScale;
  return notes === 0 ? null : notesInScale / notes;
}

/** How evenly the notes of a scale were used: entropy against its maximum, 1 is even. `null` without notes. */
export function scaleEvenness(
  played: readonly PitchClass[],
  scale: { readonly pitchClasses: readonly PitchClass[] },
): Score | null {
  const counts = scale.pitchClasses.map(
    (wanted) => played.filter((pitchClass) => pitchClass === wanted).length,
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || counts.length < 2) return null;
  const shares = counts.filter((count) => count > 0).map((count) => count / total);
  return shares.reduce((entropy, share) => entropy - share * Math.log(share), 0) / Math.log(counts.length);
}

/** A note at its place on the neck. */
export interface PlacedNote {
  /** 1 is the highest string. */
  readonly string: number | null;
  readonly fret: number | null;
  readonly positionConfidence: number | null;
  readonly score: Score | null;
}

/** One place of the heat map. */
export interface HeatMapCell {
  readonly string: number;
  readonly fret: number;
  readonly count: number;
  /** `null` when none of the notes was scored. */
  readonly meanScore: Score | null;
  /** At least one note's place was not told by the device but is the most likely one. */
  readonly isInferred: boolean;
}

/** How often and how well each place of the neck was played; from the highest string down, lowest fret first. */
export function fretboardHeatMap(notes: readonly PlacedNote[]): HeatMapCell[] {
  const notesByPlace = new Map<string, PlacedNote[]>();
  for (const note of notes) {
    if (note.string === null || note.fret === null) continue;
    const place = `${note.string} ${note.fret}`;
    notesByPlace.set(place, [...(notesByPlace.get(place) ?? []), note]);
  }
  return [...notesByPlace.values()].map(cellOf).sort((a, b) => a.string - b.string || a.fret - b.fret);
}

function cellOf(notes: readonly PlacedNote[]): HeatMapCell {
  const scores = notes.map(({ score }) => score).filter((score) => score !== null);
  return {
    string: notes[0]?.string ?? 0,
    fret: notes[0]?.fret ?? 0,
    count: notes.length,
    meanScore: scores.length ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    isInferred: notes.some(({ positionConfidence }) => (positionConfidence ?? 0) < 1),
  };
}

/** Share of the scale's places between two frets that were played; `null` when there are none. */
export function positionCoverage(
  notes: readonly PlacedNote[],
  places: readonly { readonly string: number; readonly fret: number }[],
): Score | null {
  if (places.length === 0) return null;
  const played = new Set(notes.map(({ string, fret }) => `${string} ${fret}`));
  return places.filter(({ string, fret }) => played.has(`${string} ${fret}`)).length / places.length;
}
