import { start } from '../start.js';
import { card } from '../views/card.js';

void start({ card });
