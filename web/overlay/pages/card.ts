import { start } from '../start.js';
import { View } from '../views/card.js';

void start({ card: View });
