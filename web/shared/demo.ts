import type { BridgeStore } from './bridge-store.js';
import { judgePitch } from './judgement.js';
import type { Metrics, Note, Pitch, Plugin, Session, Transport } from './wire.js';

/**
 * A player who needs no guitar: plays one phrase in A minor blues over and over, the same every time,
 * so that overlays can be placed and pages looked at. Everything goes through the store like the real thing.
 */

const NAMES: Readonly<Record<number, string>> = {
  9: 'A',
  0: 'C',
  2: 'D',
  3: 'Eb',
  4: 'E',
  7: 'G',
  11: 'B',
  1: 'C#',
};
/** Note number, cents, and how early (negative) or late the pick is. */
const PHRASE: readonly (readonly [number, number, number])[] = [
  [57, 2, 4],
  [60, 11, -6],
  [62, -9, 0],
  [63, 4, 9],
  [67, -22, -14],
  [69, 6, 3],
  [72, 24, -4],
  [71, 5, 2],
  [69, -3, -31],
  [67, -21, 6],
  [63, 8, 12],
  [62, 12, -2],
  [63, 31, 5],
  [62, 4, -8],
  [60, 14, 0],
  [57, -8, 3],
  [57, 3, -5],
  [60, 7, 18],
  [62, -12, 2],
  [63, -1, -3],
  [67, -20, 7],
  [63, 9, -9],
  [62, 6, 1],
  [60, 12, -22],
  [57, 0, 4],
  [60, 26, 2],
  [62, -6, -4],
  [63, 15, 5],
  [75, -6, -9],
  [73, 3, 8],
  [72, 5, 0],
  [69, -7, 2],
]; // prettier-ignore
const BEAT = 625; // 96 bpm, one note a beat.
const FRAME = 33;
const STRICTNESS = 0.5;

const SESSION: Omit<Session, 'start_time'> = {
  session_id: '01890000-0000-7000-8000-00000000de40',
  user_id: null,
  scale_name: 'A Minor Blues',
  root: 9,
  pitch_classes: [9, 0, 2, 3, 4, 7],
  note_names: ['A', 'C', 'D', 'Eb', 'E', 'G'],
  strictness: STRICTNESS,
  sensitivity: 0.5,
  ambient_lighting: true,
  enabled_metrics: ['pitch_accuracy', 'scale_conformity', 'timing_stability'],
  inputs: null,
  tuning: 'standard',
  open_strings: [40, 45, 50, 55, 59, 64],
  a4: 440,
};

function plugin(id: string, use: string, role: 'input' | 'output', message: string): Plugin {
  const since = new Date(Date.now() - 768_000).toISOString();
  const still = { hint: null, next_try_at: null, restarts: 0, dropped: 0, details: {} };
  return { id, use, roles: [role], state: 'running', since, message, ...still };
}

function noteAt(index: number, phase: Note['phase']): Note {
  const [midi, cents, late] = PHRASE[index % PHRASE.length] ?? [57, 0, 0];
  const isInScale = SESSION.pitch_classes.includes(midi % 12);
  const { score, judgement } = judgePitch(cents, STRICTNESS);
  return {
    session_id: SESSION.session_id,
    id: `demo:${index}`,
    source: 'demo',
    phase,
    onset: index * BEAT + late,
    duration: phase === 'released' ? BEAT * 0.8 : null,
    midi,
    hz: 440 * 2 ** ((midi + cents / 100 - 69) / 12),
    cents,
    name: NAMES[midi % 12] ?? null,
    octave: Math.floor(midi / 12) - 1,
    pitch_class: midi % 12,
    in_scale: isInScale,
    score: isInScale ? score : 0,
    judgement: isInScale ? judgement : 'outside',
    confidence: 1,
    velocity: null,
    level: -12,
    string: null,
    fret: null,
    position_confidence: null,
    flags: { bend: false, vibrato: false, slide: false, legato: false, chord: false, ghost: false },
  };
}

/** Silence at the end of a beat, before that the note with its attack settling. */
function pitchAt(time: number): Pitch {
  const note = noteAt(Math.floor(time / BEAT), 'judged');
  const within = (time % BEAT) / BEAT;
  const isSilent = within > 0.8;
  const drift = 14 * Math.exp(-within * 14) + 1.5 * Math.sin(time / 90);
  return {
    session_id: SESSION.session_id,
    source: 'demo',
    hz: isSilent ? null : note.hz,
    midi: isSilent ? null : note.midi,
    cents: isSilent ? null : Math.max(-50, Math.min(50, (note.cents ?? 0) + drift)),
    clarity: isSilent ? 0 : 1,
    level: isSilent ? -70 : -8 - 30 * within,
  };
}

function metricsAt(count: number): Metrics {
  const played = Array.from({ length: Math.min(count, 32) }, (_, back) =>
    noteAt(count - 1 - back, 'released'),
  );
  const all = Array.from({ length: count }, (_, index) => noteAt(index, 'released'));
  const visited = SESSION.pitch_classes.filter((pc) => all.some(({ pitch_class }) => pitch_class === pc));
  const streakOf = (notes: readonly Note[]) => {
    const miss = notes.findIndex(({ score }) => (score ?? 0) < 0.7);
    return miss < 0 ? notes.length : miss;
  };
  const inScale = all.filter(({ in_scale }) => in_scale).length;
  const pitch = played.reduce((sum, { score }) => sum + (score ?? 0), 0) / Math.max(1, played.length);
  const left = SESSION.note_names.filter((_, index) => !visited.includes(SESSION.pitch_classes[index] ?? 0));
  return {
    session_id: SESSION.session_id,
    pitch_accuracy: count ? pitch : null,
    scale_conformity: visited.length / SESSION.pitch_classes.length,
    timing_stability: count < 3 ? null : 0.63 + 0.08 * Math.sin(count / 5),
    quality: count ? pitch : null,
    timing_cv: count < 3 ? null : 0.09,
    timing_bias_ms: null,
    timing_mode: 'free',
    tempo: count < 3 ? null : 60_000 / BEAT,
    notes_detected: count,
    notes_in_scale: inScale,
    notes_out_of_scale: count - inScale,
    unique_notes_used: visited.length,
    visited,
    streak: streakOf([...all].reverse()),
    best_streak: Math.max(0, ...all.map((_, index) => streakOf(all.slice(index)))),
    reasons: {
      pitch: 'Last 32 notes. Your G rings 22 cents flat.',
      scale: left.length
        ? `${visited.length} of 6 notes visited. Only ${left.join(' and ')} is left.`
        : 'All 6 notes visited.',
      timing: count < 3 ? 'Needs three notes to say something.' : 'Quarters drift a little; 9 ms ahead.',
    },
  };
}

/** Four beats a bar. */
function transportAt(count: number): Transport {
  const place = { bar: Math.floor(count / 4) + 1, beat: (count % 4) + 1 };
  return { session_id: SESSION.session_id, is_playing: true, tempo: 60_000 / BEAT, ...place };
}

/** The demo begins 60 notes into a practice, so that every widget has something to show. */
const PLAYED_BEFORE = 60;

/** What is played: a practice that goes on, one moment of it for pictures, or its end. */
export type DemoScene = 'playing' | 'still' | 'ended';

/** The practice is over; its card stays. */
function endDemo(store: BridgeStore, session: Session): void {
  const { pitch_accuracy, scale_conformity, timing_stability, best_streak, ...counts } =
    metricsAt(PLAYED_BEFORE);
  store.take('session', {
    session_id: session.session_id,
    state: 'ended',
    session,
    result: {
      end_time: new Date().toISOString(),
      duration_seconds: 768,
      pitch_accuracy,
      scale_conformity,
      timing_stability,
      best_streak,
      notes_detected_count: counts.notes_detected,
      unique_notes_used: counts.unique_notes_used,
      notes_in_scale: counts.notes_in_scale,
      notes_out_of_scale: counts.notes_out_of_scale,
    },
  });
}

/** Plays until the page is closed. */
export function playDemo(store: BridgeStore, scene: DemoScene = 'playing'): void {
  const started = Date.now() - 768_000;
  const session = { ...SESSION, start_time: new Date(started).toISOString() };
  store.connection.value = { state: 'live', lastHeard: Date.now() };
  store.take('session', { session_id: session.session_id, state: 'started', session, result: null });
  store.take('plugins', {
    items: [
      plugin('guitar', 'audio', 'input', 'Listening to Scarlett 2i2, input 1, 48 kHz.'),
      plugin('overlay', 'websocket', 'output', '2 pages connected.'),
      plugin('desk-lamp', 'smart-bulb', 'output', 'Shows your playing on a WiZ lamp.'),
    ],
  });
  for (let index = 0; index < PLAYED_BEFORE; index += 1) store.take('note', noteAt(index, 'released'));
  store.take('metrics', metricsAt(PLAYED_BEFORE));
  let count = PLAYED_BEFORE;
  const begin = () => {
    store.take('note', noteAt(count, 'judged'));
    store.take('metrics', metricsAt(count + 1));
    store.take('transport', transportAt(count));
  };
  begin();
  store.take('pitch', pitchAt(count * BEAT + BEAT * 0.4));
  if (scene === 'ended') endDemo(store, session);
  if (scene !== 'playing') return;
  const from = performance.now() - count * BEAT;
  setInterval(() => {
    const time = performance.now() - from;
    store.take('pitch', pitchAt(time));
    if (time % BEAT > BEAT * 0.8) store.take('note', noteAt(count, 'released'));
    if (Math.floor(time / BEAT) === count) return;
    count = Math.floor(time / BEAT);
    begin();
  }, FRAME);
}
