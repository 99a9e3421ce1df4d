export { output } from './websocket-output.js';
