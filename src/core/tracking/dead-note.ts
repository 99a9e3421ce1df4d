import type { NoteEvent } from '../events/note-event.js';
import type { OnsetReading } from '../events/reading.js';
import { isSofter } from './level-gate.js';
import type { NoteContext } from './sounding-note.js';

/** An attack without pitch, such as a muted string: over at once, and told in all three phases together. */
export function deadNote(attack: OnsetReading, { source, limits }: NoteContext): NoteEvent[] {
  const { time, level } = attack;
  const event: Omit<NoteEvent, 'phase' | 'duration'> = {
    id: `${source}:x${Math.round(time * 1000).toString(36)}`,
    source,
    onset: time,
    note: null,
    cents: null,
    frequency: null,
    confidence: 1,
    velocity: null,
    level: level ?? null,
    string: null,
    fret: null,
    positionConfidence: null,
    flags: {
      bend: false,
      vibrato: false,
      slide: false,
      legato: false,
      chord: false,
      ghost: isSofter(attack, limits.levelGate),
    },
  };
  return [
    { ...event, phase: 'onset', duration: null },
    { ...event, phase: 'judged', duration: null },
    { ...event, phase: 'released', duration: 0 },
  ];
}
