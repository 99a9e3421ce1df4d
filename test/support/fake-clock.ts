export { VirtualClock as FakeClock } from '../../src/core/plugin/virtual-clock.js';
