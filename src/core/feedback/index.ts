export { type ComposerSettings, FeedbackComposer } from './feedback-composer.js';
