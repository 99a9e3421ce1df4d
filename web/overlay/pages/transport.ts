import { start } from '../start.js';
import { topics, View } from '../views/transport.js';

void start({ transport: { View, topics } });
