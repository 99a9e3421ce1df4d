/** `fretcoach/plugin/testing`: what an author needs to test a plugin, whatever the test runner. */

export { VirtualClock as FakeClock } from '../virtual-clock.js';
export { type ContractCase, type ContractSubject, inputContract, outputContract } from './contract.js';
export { oneOfEach as feedbackSamples } from './feedback-samples.js';
export { type Report, TestBench } from './test-bench.js';
