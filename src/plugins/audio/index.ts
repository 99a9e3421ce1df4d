export { input } from './audio-input.js';
export { plotReadings } from './plot.js';
