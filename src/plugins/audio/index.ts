export { input } from './audio-input.js';
