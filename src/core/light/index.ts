export * from './colour.js';
export * from './flash-limiter.js';
export * from './palette.js';
export * from './quality-light.js';
