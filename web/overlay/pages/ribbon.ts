import { start } from '../start.js';
import { View } from '../views/ribbon.js';

void start({ ribbon: View });
