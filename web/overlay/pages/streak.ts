import { start } from '../start.js';
import { topics, View } from '../views/streak.js';

void start({ streak: { View, topics } });
