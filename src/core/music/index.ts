export * from './concert-pitch.js';
export * from './note-name.js';
export * from './note-number.js';
export * from './scale.js';
export { SCALE_KINDS, type ScaleGroup, type ScaleKind } from './scale-catalogue.js';
export { listScales, nearestScales, parseScale, type ScaleListing, scaleOf } from './scale-parser.js';
export * from './tuning.js';
export type { NamedTuning } from './tuning-catalogue.js';
export * from './units.js';
