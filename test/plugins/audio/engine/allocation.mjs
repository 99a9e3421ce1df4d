// Run by allocation.test.ts in a process of its own, after the build: how many bytes of heap one hop costs once the engine is warm.
const { createHearingEngine } = await import(process.argv[2]);
const SAMPLE_RATE = 44_100;
const HOP = 128;
const WARM_UP_HOPS = 60_000;
const HOPS = 30_000;
const STRINGS_HZ = [110, 196, 329.63, 82.41];

const listener = { onFrame() {}, onNote() {}, onNoteEnd() {}, onAttack() {} };
const engine = createHearingEngine({ sampleRate: SAMPLE_RATE, range: null, sensitivity: 0.5, listener });

function pluck(hertz) {
  return Float32Array.from({ length: HOP * 512 }, (_, i) => {
    const time = i / SAMPLE_RATE;
    let sum = 0;
    for (let n = 1; n < 10; n++) sum += (Math.exp(-time * n) / n) * Math.sin(2 * Math.PI * n * hertz * time);
    return 0.3 * sum;
  });
}

const blocks = STRINGS_HZ.map(pluck).flatMap((sound) =>
  Array.from({ length: 512 }, (_, i) => sound.subarray(i * HOP, (i + 1) * HOP)),
);

function play(hops) {
  for (let i = 0; i < hops; i++) engine.push(blocks[i % blocks.length]);
}

play(WARM_UP_HOPS);
const before = process.memoryUsage().heapUsed;
play(HOPS);
process.stdout.write(String((process.memoryUsage().heapUsed - before) / HOPS));
