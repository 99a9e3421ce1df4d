export * from './note-number.js';
export * from './units.js';
