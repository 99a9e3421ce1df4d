// Notes a second from readings to feedback on one core, and what one look at the timing costs. Needs a build.

const dist = new URL('../dist/', import.meta.url);
const { NoteTracker } = await import(new URL('core/tracking/index.js', dist));
const { MetricsEngine, parseScale, timingStability } = await import(new URL('core/metrics/index.js', dist));
const { FeedbackComposer } = await import(new URL('core/feedback/feedback-composer.js', dist));

const NOTES = 10_000;
const WINDOWS = 2000;
const random = seeded(7);

for (const [name, intervals] of Object.entries(rhythms()))
  print(`a note, ${name}`, notesPerSecond(intervals), 'notes/s');
for (const [name, intervals] of Object.entries(rhythms()))
  print(`a timing window, ${name}`, windowMicros(intervals), 'µs');

/** A pickup plays: note-on, two bends, note-off, all through tracker, engine and composer; the best of three runs. */
function notesPerSecond(interval) {
  return Math.max(...[1, 2, 3].map(() => run(interval)));
}

function run(interval) {
  const scale = parseScale('A Minor Pentatonic');
  const settings = {
    ...scale,
    strictness: 0.5,
    sensitivity: 0.5,
    a4: 440,
    openStrings: [40, 45, 50, 55, 59, 64],
  };
  const enabledMetrics = ['pitch_accuracy', 'scale_conformity', 'timing_stability'];
  const tracker = new NoteTracker(settings);
  const engine = new MetricsEngine({ ...settings, enabledMetrics });
  const composer = new FeedbackComposer({ sessionId: 'bench', strictness: 0.5, ambientLighting: true });
  let told = 0;
  const tell = (notes, now) => {
    for (const note of notes) told += composer.compose(engine.observe(note, now)).length;
  };
  let time = 0;
  const begun = process.cpuUsage();
  for (let k = 0; k < NOTES; k += 1) {
    time += interval();
    for (const reading of readingsOf(k, time))
      tell(tracker.track({ source: 'pickup', reading }), reading.time);
  }
  const seconds = cpuMicrosSince(begun) / 1e6;
  if (told !== 7 * NOTES) throw new Error(`expected ${7 * NOTES} events, got ${told}`);
  return NOTES / seconds;
}

function readingsOf(k, time) {
  const noteId = `n${k}`;
  const note = 57 + [0, 3, 5, 7, 10, 12, 1][k % 7];
  const bend = (at, cents) => ({
    kind: 'pitch',
    time: time + at,
    noteId,
    frequency: 440 * 2 ** ((note - 69 + cents / 100) / 12),
    clarity: 1,
  });
  return [
    { kind: 'note-on', time, noteId, noteNumber: note, confidence: 1, velocity: 90, string: 1 + (k % 6) },
    bend(15, 5),
    bend(42, k % 20),
    { kind: 'note-off', time: time + 60, noteId },
  ];
}

function windowMicros(interval) {
  const windows = Array.from({ length: WINDOWS }, () => Array.from({ length: 15 }, interval));
  const micros = () => {
    const begun = process.cpuUsage();
    for (const window of windows) timingStability(window, { strictness: 0.5 });
    return cpuMicrosSince(begun) / WINDOWS;
  };
  return Math.min(...[1, 2, 3].map(micros));
}

/** Time of one core, so that a busy machine does not count; garbage collection on other threads does. */
function cpuMicrosSince(begun) {
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

function rhythms() {
  const pick = (values) => values[Math.floor(random() * values.length)];
  return {
    'even with 2 % jitter': () => 500 * (1 + 0.02 * gauss()),
    'even with 8 % jitter': () => 500 * (1 + 0.08 * gauss()),
    'three lengths with 5 % jitter': () => pick([500, 250, 166.67]) * (1 + 0.05 * gauss()),
    'at random': () => 100 * 10 ** random(),
  };
}

function gauss() {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function print(what, value, unit) {
  process.stdout.write(`${what.padEnd(48)} ${value.toFixed(value < 100 ? 1 : 0).padStart(9)} ${unit}\n`);
}
