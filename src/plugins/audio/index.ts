export { input } from './audio-input.js';
export { hearRecording } from './hear-recording.js';
export { plotReadings } from './plot.js';
