// CPU time of the hearing engine, side by side with pitchy (McLeod's method, window 2048) on the same sound in the same run.
import { PitchDetector } from 'pitchy';
import { percentile } from './support/percentile.mjs';

const { addPluck } = await import('../dist/plugins/audio/plucked-string.js');
const { createHearingEngine } = await import('../dist/plugins/audio/engine/hearing-engine.js');

const SAMPLE_RATE = 44_100;
const SECONDS = 20;
const BLOCK = 128;
const WINDOW = 2_048;
const HOP = 256;
const ROUNDS = 7;

const samples = new Float32Array(SECONDS * SAMPLE_RATE);
for (let at = 0, note = 0; at < SECONDS - 1; at += 0.4, note++) {
  addPluck(samples, SAMPLE_RATE, at * SAMPLE_RATE, {
    frequency: 82.4 * 2 ** ((note % 24) / 12),
    duration: 0.38,
  });
}

function hearWithEngine() {
  let notes = 0;
  const count = () => {
    notes++;
  };
  const nothing = () => {};
  const listener = { onFrame: nothing, onNote: count, onNoteEnd: nothing, onAttack: nothing };
  const engine = createHearingEngine({ sampleRate: SAMPLE_RATE, range: null, sensitivity: 0.5, listener });
  for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) engine.push(samples.subarray(at, at + BLOCK));
  return notes;
}

function hearWithPitchy() {
  const detector = PitchDetector.forFloat32Array(WINDOW);
  let voiced = 0;
  for (let at = 0; at + WINDOW <= samples.length; at += HOP) {
    const [, clarity] = detector.findPitch(samples.subarray(at, at + WINDOW), SAMPLE_RATE);
    if (clarity > 0.85) voiced++;
  }
  return voiced;
}

function cpuSeconds(work) {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

hearWithEngine();
hearWithPitchy();
const own = [];
const pitchy = [];
for (let round = 0; round < ROUNDS; round++) {
  own.push(cpuSeconds(hearWithEngine));
  pitchy.push(cpuSeconds(hearWithPitchy));
}
const ratio = percentile(
  own.map((seconds, round) => seconds / pitchy[round]),
  0.5,
);
console.log(
  `pitch and notes, hop 128: ${((1000 * percentile(own, 0.5)) / SECONDS).toFixed(2)} ms a second of sound; pitchy, hop ${HOP}, pitch only: ${((1000 * percentile(pitchy, 0.5)) / SECONDS).toFixed(2)} ms; ratio ${ratio.toFixed(2)}`,
);
