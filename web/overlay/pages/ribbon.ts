import { start } from '../start.js';
import { topics, View } from '../views/ribbon.js';

void start({ ribbon: { View, topics } });
