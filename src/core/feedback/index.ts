export { FeedbackComposer } from './feedback-composer.js';
export { FeedbackDispatcher } from './feedback-dispatcher.js';
