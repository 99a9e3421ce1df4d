import type { Reading } from '../events/reading.js';

/** Longest note id an input may use. */
const LONGEST_ID = 64;

const isAbsentOrFinite = (value: unknown) => value === undefined || Number.isFinite(value);
const isBetween = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && value >= least && value < most;
const isLevel = (value: unknown) =>
  value === undefined || (typeof value === 'number' && !Number.isNaN(value));
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isId = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= LONGEST_ID;

const CHECKS: { readonly [Kind in Reading['kind']]: (reading: Extract<Reading, { kind: Kind }>) => boolean } =
  {
    pitch: ({ frequency, noteNumber, clarity, level, noteId }) =>
      (frequency === null || (Number.isFinite(frequency) && frequency > 0)) &&
      isAbsentOrFinite(noteNumber) &&
      isShare(clarity) &&
      isLevel(level) &&
      (noteId === undefined || noteId === null || isId(noteId)),
    'note-on': ({
      noteId,
      noteNumber,
      confidence,
      velocity,
      level,
      rise,
      string,
      fret,
      positionConfidence,
    }) =>
      isId(noteId) &&
      isBetween(noteNumber, 0, 128) &&
      isShare(confidence) &&
      isLevel(level) &&
      [velocity, rise, string, fret, positionConfidence].every(isAbsentOrFinite),
    'note-off': ({ noteId }) => isId(noteId),
    onset: ({ level }) => isLevel(level),
    transport: ({ tempo, beat, bar, isPlaying }) =>
      (tempo === undefined || (tempo > 0 && isBetween(tempo, 0, 1000))) &&
      (isPlaying === undefined || typeof isPlaying === 'boolean') &&
      isAbsentOrFinite(beat) &&
      isAbsentOrFinite(bar),
  };

/** Whether a plugin's reading can be used: a stranger's NaN must not end up in a score. */
export function isReading(value: unknown): value is Reading {
  if (typeof value !== 'object' || value === null) return false;
  const reading = value as Reading;
  if (!Object.hasOwn(CHECKS, reading.kind)) return false;
  return Number.isFinite(reading.time) && (CHECKS[reading.kind] as (reading: Reading) => boolean)(reading);
}
