import { start } from '../start.js';
import { View } from '../views/timer.js';

void start({ timer: View });
