import { z } from 'zod';
import type { PitchFeedback } from '../events/index.js';
import { named } from './naming.js';
import { cents, finiteOrNull, hertz, level, midiNote, sessionId } from './units.js';

/** The least and the greatest of what was heard since the event before; `null` where nothing was. */
const range = z.object({ hz: hertz, cents, clarity: z.number(), level });

export const pitchData = named(
  'Pitch',
  'One analysed frame; with `max_hz` the newest frame, and the range of all since the event before',
  z.object({
    session_id: sessionId.nullable(),
    source: z.string().describe('the input instance'),
    hz: hertz,
    midi: midiNote,
    cents,
    clarity: z.number().min(0).max(1),
    level,
    frames: z.number().int().min(1).optional().describe('how many frames this event speaks for'),
    min: range.optional(),
    max: range.optional(),
  }),
);
export type PitchData = z.infer<typeof pitchData>;

export function pitchToWire(pitch: PitchFeedback): PitchData {
  return {
    session_id: pitch.sessionId,
    source: pitch.source,
    hz: pitch.frequency,
    midi: pitch.note,
    cents: pitch.cents,
    clarity: pitch.clarity,
    level: finiteOrNull(pitch.level),
  };
}

/** Joins a newer frame to what was gathered so far. */
export function gatherPitch(gathered: PitchData | null, newest: PitchData): PitchData {
  const min = gathered?.min ?? rangeOf(newest);
  const max = gathered?.max ?? rangeOf(newest);
  return {
    ...newest,
    frames: (gathered?.frames ?? 0) + 1,
    min: extreme(Math.min, min, newest),
    max: extreme(Math.max, max, newest),
  };
}

type Range = z.infer<typeof range>;

function rangeOf({ hz, cents, clarity, level }: Range): Range {
  return { hz, cents, clarity, level };
}

function extreme(pick: (a: number, b: number) => number, a: Range, b: Range): Range {
  const of = (x: number | null, y: number | null) => (x === null ? y : y === null ? x : pick(x, y));
  return {
    hz: of(a.hz, b.hz),
    cents: of(a.cents, b.cents),
    clarity: pick(a.clarity, b.clarity),
    level: of(a.level, b.level),
  };
}
