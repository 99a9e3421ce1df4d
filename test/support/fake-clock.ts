export { FakeClock } from '../../src/core/plugin/testing/fake-clock.js';
