import { start } from '../start.js';
import { View } from '../views/scores.js';

void start({ scores: View });
