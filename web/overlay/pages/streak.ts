import { start } from '../start.js';
import { streak } from '../views/streak.js';

void start({ streak });
