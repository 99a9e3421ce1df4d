import { z } from 'zod';

/** 0 (worst) to 1 (best); `null` where there is no evidence. */
export const score = z.number().min(0).max(1).nullable().describe('0 to 1; null where there is no evidence');
/** ISO-8601 in UTC, with `Z`. */
export const isoTime = z.iso.datetime().describe('ISO-8601, UTC');
/** Milliseconds on the bridge's monotonic clock. */
export const clockTime = z.number().describe("milliseconds on the bridge's monotonic clock");
export const hertz = z.number().positive().nullable().describe('Hz; null without a pitch');
export const cents = z.number().min(-50).max(50).nullable().describe('from the nearest note, -50 to 50');
export const midiNote = z.number().int().nullable().describe('MIDI note number; null without a pitch');
export const pitchClass = z.number().int().min(0).max(11).describe('0 is C, 11 is B');
export const level = z.number().nullable().describe('dB relative to full scale; null where unknown');
export const count = z.number().int().min(0);
export const sessionId = z.string().describe('UUIDv7 of the session');

export function isoFrom(date: Date): string;
export function isoFrom(date: Date | null): string | null;
export function isoFrom(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** JSON has no infinity: digital silence becomes `null`. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}
