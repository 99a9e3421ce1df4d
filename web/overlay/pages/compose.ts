import { start } from '../start.js';
import { card } from '../views/card.js';
import { fretboard } from '../views/fretboard.js';
import { note } from '../views/note.js';
import { ribbon } from '../views/ribbon.js';
import { scores } from '../views/scores.js';
import { streak } from '../views/streak.js';
import { timer } from '../views/timer.js';
import { timing } from '../views/timing.js';
import { transport } from '../views/transport.js';
import { tuner } from '../views/tuner.js';

void start({ note, tuner, scores, timer, streak, ribbon, timing, fretboard, card, transport });
