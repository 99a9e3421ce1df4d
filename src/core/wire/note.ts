import { z } from 'zod';
import type { NoteFeedback } from '../events/index.js';
import { named } from './naming.js';
import {
  cents,
  clockTime,
  finiteOrNull,
  hertz,
  level,
  midiNote,
  pitchClass,
  score,
  sessionId,
} from './units.js';

export const judgement = z.enum(['in-tune', 'close', 'flat', 'sharp', 'outside', 'unscored']);

export const noteData = named(
  'Note',
  'One played note, told at its onset, when it is judged and at its release',
  z.object({
    session_id: sessionId.nullable().describe('null while nothing is being practised'),
    id: z.string().describe('the same in all three phases'),
    source: z.string().describe('the input instance'),
    phase: z.enum(['onset', 'judged', 'released']),
    onset: clockTime,
    duration: z.number().min(0).nullable().describe('milliseconds; null while it sounds'),
    midi: midiNote,
    hz: hertz,
    cents,
    name: z.string().nullable().describe('spelled as the scale does, such as Eb'),
    octave: z.number().int().nullable(),
    pitch_class: pitchClass.nullable(),
    in_scale: z.boolean().nullable(),
    score,
    judgement,
    confidence: z.number().min(0).max(1),
    velocity: z.number().int().min(1).max(127).nullable(),
    level,
    string: z.number().int().min(1).nullable().describe('1 is the highest string'),
    fret: z.number().int().min(0).nullable(),
    position_confidence: z.number().min(0).max(1).nullable().describe('1 when the device tells it'),
    flags: z.object({
      bend: z.boolean(),
      vibrato: z.boolean(),
      slide: z.boolean(),
      legato: z.boolean(),
      chord: z.boolean(),
      ghost: z.boolean().describe('heard with too little confidence: show faintly, never as wrong'),
    }),
  }),
);
export type NoteData = z.infer<typeof noteData>;

export function noteToWire({ note, sessionId: id }: Pick<NoteFeedback, 'note' | 'sessionId'>): NoteData {
  return {
    session_id: id,
    id: note.id,
    source: note.source,
    phase: note.phase,
    onset: note.onset,
    duration: note.duration,
    midi: note.note,
    hz: note.frequency,
    cents: note.cents,
    name: note.name,
    octave: note.octave,
    pitch_class: note.pitchClass,
    in_scale: note.inScale,
    score: note.score,
    judgement: note.judgement,
    confidence: note.confidence,
    velocity: note.velocity,
    level: finiteOrNull(note.level),
    string: note.string,
    fret: note.fret,
    position_confidence: note.positionConfidence,
    flags: note.flags,
  };
}
