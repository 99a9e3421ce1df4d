import { start } from '../start.js';
import { View } from '../views/fretboard.js';

void start({ fretboard: View });
