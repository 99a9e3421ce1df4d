export { NoteTracker } from './note-tracker.js';
export type { TrackerSettings } from './tracker-settings.js';
