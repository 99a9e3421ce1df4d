import { start } from '../start.js';
import { View } from '../views/streak.js';

void start({ streak: View });
