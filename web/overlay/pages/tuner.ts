import { start } from '../start.js';
import { tuner } from '../views/tuner.js';

void start({ tuner });
