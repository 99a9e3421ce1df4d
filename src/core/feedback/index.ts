export { type ComposerSettings, FeedbackComposer } from './feedback-composer.js';
export { FeedbackDispatcher, type FeedbackOutlet } from './feedback-dispatcher.js';
