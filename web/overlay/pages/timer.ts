import { start } from '../start.js';
import { timer } from '../views/timer.js';

void start({ timer });
