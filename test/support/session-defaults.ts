import type { SessionDefaults } from '../../src/core/events/session-events.js';

/** What a practice begins with when the configuration says nothing, but for the end after a long silence. */
export const sessionDefaults: SessionDefaults = {
  userId: null,
  scaleName: 'A Minor Pentatonic',
  strictness: 0.5,
  sensitivity: 0.5,
  tuning: 'standard',
  a4: 440,
  ambientLighting: true,
  autoStart: true,
  autoStopAfter: null,
};
