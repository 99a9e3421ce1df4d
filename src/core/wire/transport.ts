import { z } from 'zod';
import type { TransportFeedback } from '../events/index.js';
import { named } from './naming.js';
import { sessionId } from './units.js';

export const transportData = named(
  'Transport',
  'Tempo and place in the song, from MIDI clock, a DAW or a metronome',
  z.object({
    session_id: sessionId.nullable(),
    source: z.string().nullable().optional().describe('the input that leads, or http; null before any spoke'),
    is_playing: z.boolean(),
    tempo: z.number().positive().nullable().describe('beats per minute'),
    bar: z.number().int().nullable(),
    beat: z.number().nullable().describe('from 1 within the bar'),
  }),
);
export type TransportData = z.infer<typeof transportData>;

export function transportToWire(transport: TransportFeedback): TransportData {
  return {
    session_id: transport.sessionId,
    source: transport.source,
    is_playing: transport.isPlaying,
    tempo: transport.tempo,
    bar: transport.bar,
    beat: transport.beat,
  };
}

export const transportParams = named(
  'SetTransport',
  'News of the song; whatever is left out stays as it was',
  z.object({
    is_playing: z.boolean().optional(),
    tempo: z.number().min(10).max(999).optional().describe('beats per minute'),
    bar: z.number().int().min(1).max(100_000).optional(),
    beat: z.number().min(1).max(64).optional().describe('a beat falls now; from 1 within the bar'),
  }),
);
