import { start } from '../start.js';
import { topics, View } from '../views/card.js';

void start({ card: { View, topics } });
