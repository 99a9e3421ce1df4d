import { start } from '../start.js';
import { topics, View } from '../views/note.js';

void start({ note: { View, topics } });
