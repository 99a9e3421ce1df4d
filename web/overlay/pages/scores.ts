import { start } from '../start.js';
import { scores } from '../views/scores.js';

void start({ scores });
