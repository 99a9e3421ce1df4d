import { CreateSessions1795305600000 } from './1795305600000-create-sessions.js';
import { SealEndedSessions1795305600001 } from './1795305600001-seal-ended-sessions.js';
import { AddTuningToSessions1795305600002 } from './1795305600002-add-tuning-to-sessions.js';
import { SealDeletions1795305600003 } from './1795305600003-seal-deletions.js';

/** In the order in which they run. */
export const MIGRATIONS = [
  CreateSessions1795305600000,
  SealEndedSessions1795305600001,
  AddTuningToSessions1795305600002,
  SealDeletions1795305600003,
];
