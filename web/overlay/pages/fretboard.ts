import { start } from '../start.js';
import { topics, View } from '../views/fretboard.js';

void start({ fretboard: { View, topics } });
