import { start } from '../start.js';
import { View as card } from '../views/card.js';
import { View as fretboard } from '../views/fretboard.js';
import { View as note } from '../views/note.js';
import { View as ribbon } from '../views/ribbon.js';
import { View as scores } from '../views/scores.js';
import { View as streak } from '../views/streak.js';
import { View as timer } from '../views/timer.js';
import { View as timing } from '../views/timing.js';
import { View as transport } from '../views/transport.js';
import { View as tuner } from '../views/tuner.js';

void start({ note, tuner, scores, timer, streak, ribbon, timing, fretboard, card, transport });
