import { start } from '../start.js';
import { timing } from '../views/timing.js';

void start({ timing });
