import { start } from '../start.js';
import * as card from '../views/card.js';
import * as fretboard from '../views/fretboard.js';
import * as note from '../views/note.js';
import * as ribbon from '../views/ribbon.js';
import * as scores from '../views/scores.js';
import * as streak from '../views/streak.js';
import * as timer from '../views/timer.js';
import * as timing from '../views/timing.js';
import * as transport from '../views/transport.js';
import * as tuner from '../views/tuner.js';

void start({ note, tuner, scores, timer, streak, ribbon, timing, fretboard, card, transport });
