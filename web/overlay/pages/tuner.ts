import { start } from '../start.js';
import { topics, View } from '../views/tuner.js';

void start({ tuner: { View, topics } });
