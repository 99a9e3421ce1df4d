import type { InjectionToken } from 'tsyringe';
import type { ScoredNote } from '../events/note-event.js';
import type { PracticePath } from '../session/practice-path.js';

/** Opens a path that only shows: nothing is scored for long, nothing is written. Tells every judged note. */
export type OpenWarmUpPath = (judged: (note: ScoredNote) => void) => PracticePath;
export const OpenWarmUpPath: InjectionToken<OpenWarmUpPath> = Symbol('OpenWarmUpPath');
