import { start } from '../start.js';
import { fretboard } from '../views/fretboard.js';

void start({ fretboard });
