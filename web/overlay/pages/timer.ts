import { start } from '../start.js';
import { topics, View } from '../views/timer.js';

void start({ timer: { View, topics } });
