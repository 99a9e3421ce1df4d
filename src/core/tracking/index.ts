export { NoteTracker, type TrackerSettings } from './note-tracker.js';
