import { start } from '../start.js';
import { transport } from '../views/transport.js';

void start({ transport });
