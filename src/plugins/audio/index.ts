export { input } from './audio-input.js';
export { playClicks } from './calibration/click-player.js';
export { plotReadings } from './plot.js';
