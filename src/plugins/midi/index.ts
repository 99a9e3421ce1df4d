export { input } from './midi-input.js';
