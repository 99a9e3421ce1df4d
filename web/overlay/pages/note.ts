import { start } from '../start.js';
import { note } from '../views/note.js';

void start({ note });
