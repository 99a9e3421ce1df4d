import { start } from '../start.js';
import { View } from '../views/note.js';

void start({ note: View });
