export { input } from './osc-input.js';
export { output } from './osc-output.js';
