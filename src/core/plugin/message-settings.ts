import { z } from 'zod';

/** Settings of every input that hears notes as messages: each may be lost on the way, and each comes late. */
export const MESSAGE_SETTINGS = {
  stuck_note_s: z.number().positive().max(3600).default(30).meta({
    title: 'Stuck notes end after',
    unit: 's',
    advanced: true,
    description: 'Seconds without news after which a note is taken to be over.',
  }),
  latency_ms: z.number().min(0).max(500).default(0).meta({
    title: 'Latency',
    unit: 'ms',
    advanced: true,
    description: 'From string to message, if you know it: taken off the times of notes.',
  }),
};
