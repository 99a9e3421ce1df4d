export * from '../../src/core/plugin/testing/feedback-samples.js';
