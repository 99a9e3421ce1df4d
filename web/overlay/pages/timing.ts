import { start } from '../start.js';
import { View } from '../views/timing.js';

void start({ timing: View });
