/** What travels between the bridge and pages, overlays and other programs: snake_case JSON. */
export * from './client-messages.js';
export * from './close-codes.js';
export { faultsOf } from './faults.js';
export * from './listings.js';
export * from './methods.js';
export * from './metrics.js';
export { wireSchemas } from './naming.js';
export * from './note.js';
export * from './params.js';
export * from './pitch.js';
export * from './plugins.js';
export * from './problem.js';
export * from './rows.js';
export * from './server-messages.js';
export * from './session.js';
export * from './topics.js';
export * from './transport.js';
export { isoFrom } from './units.js';
