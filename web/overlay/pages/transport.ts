import { start } from '../start.js';
import { View } from '../views/transport.js';

void start({ transport: View });
