import { start } from '../start.js';
import { ribbon } from '../views/ribbon.js';

void start({ ribbon });
