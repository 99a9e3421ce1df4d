export * from './feedback-event.js';
export * from './metrics-snapshot.js';
export * from './note-event.js';
export * from './observation.js';
export * from './plugin-status.js';
export * from './reading.js';
export * from './session-events.js';
