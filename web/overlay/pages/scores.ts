import { start } from '../start.js';
import { topics, View } from '../views/scores.js';

void start({ scores: { View, topics } });
