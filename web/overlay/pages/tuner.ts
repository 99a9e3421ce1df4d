import { start } from '../start.js';
import { View } from '../views/tuner.js';

void start({ tuner: View });
