import { start } from '../start.js';
import { topics, View } from '../views/timing.js';

void start({ timing: { View, topics } });
