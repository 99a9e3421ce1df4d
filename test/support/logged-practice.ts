/** The practice that the reference logs as its example. */
export const PRACTICE = {
  scaleName: 'A Minor Pentatonic',
  strictness: 0.7,
  sensitivity: 0.5,
  userId: 'user123',
};

/** How it ended. */
export const FINALS = {
  finalPitchAccuracy: 0.87,
  finalScaleConformity: 0.75,
  finalTimingStability: 0.8,
  notesDetected: 45,
  uniqueNotesUsed: 4,
  notesInScale: 42,
  notesOutOfScale: 3,
};
