// Run by allocation.test.ts in a process of its own, after the build: how many bytes of young heap one hop costs once
// what is played has been compiled. Prints one figure for each situation.
import { getHeapSpaceStatistics } from 'node:v8';

const { createHearingEngine } = await import(process.argv[2]);
const SAMPLE_RATE = 44_100;
const HOP = 128;
const SECOND = SAMPLE_RATE - (SAMPLE_RATE % HOP);
const WARM_UP_ROUNDS = 40;
const ROUNDS = 3;
const ATTEMPTS = 3;
const OPEN_E = [82.41, 123.47, 164.81, 207.65, 246.94, 329.63];

const listener = { onFrame() {}, onNote() {}, onNoteEnd() {}, onAttack() {} };
const engine = createHearingEngine({ sampleRate: SAMPLE_RATE, range: null, sensitivity: 0.5, listener });

const silence = () => new Float32Array(SECOND);
/** So that a second of it goes on without a seam. */
const wholeCycles = (hertz) => (Math.round((hertz * SECOND) / SAMPLE_RATE) * SAMPLE_RATE) / SECOND;

function string(hertz) {
  return silence().map((_, i) => {
    const time = i / SAMPLE_RATE;
    let sum = 0;
    for (let n = 1; n < 10; n++) sum += Math.sin(2 * Math.PI * n * hertz * time) / n;
    return 0.1 * sum;
  });
}

function chord() {
  const strings = OPEN_E.map((hertz) => string(wholeCycles(hertz)));
  return silence().map((_, i) => strings.reduce((sum, string) => sum + string[i], 0));
}

let state = 1;
const noise = () =>
  silence().map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 0.03 * (state / 2 ** 31 - 1);
  });

const SITUATIONS = {
  'a note that sounds': string(wholeCycles(110)),
  'strings that ring': chord(),
  silence: silence(),
  noise: noise(),
};

const blocksOf = (sound) =>
  Array.from({ length: Math.floor(sound.length / HOP) }, (_, i) => sound.subarray(i * HOP, (i + 1) * HOP));
const situations = Object.entries(SITUATIONS).map(([name, sound]) => [name, blocksOf(sound)]);

function play(blocks) {
  for (let i = 0; i < blocks.length; i++) engine.push(blocks[i]);
}

/** Compiled code lives elsewhere: what is young was made while playing. */
const youngBytes = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_used_size;

/** The middle of several attempts: while a function is compiled, or thrown away, the figure is another one. */
function bytesPerHop(blocks) {
  const attempts = Array.from({ length: ATTEMPTS }, () => {
    const first = youngBytes();
    const before = youngBytes();
    for (let round = 0; round < ROUNDS; round++) play(blocks);
    const looking = before - first;
    return youngBytes() - before - looking;
  });
  return attempts.sort((a, b) => a - b)[(ATTEMPTS - 1) / 2] / (ROUNDS * blocks.length);
}

for (let round = 0; round < WARM_UP_ROUNDS; round++) for (const [, blocks] of situations) play(blocks);
const figures = situations.map(([name, blocks]) => [name, bytesPerHop(blocks)]);
process.stdout.write(JSON.stringify(Object.fromEntries(figures)));
