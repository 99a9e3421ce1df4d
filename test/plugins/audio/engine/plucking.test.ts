import { expect, test } from 'vitest';
import { type Heard, listen, SAMPLE_RATE, silence, string } from './listening.js';

interface Pluck {
  readonly at: number;
  readonly hertz: number;
  readonly seconds: number;
}

const GUITAR = { lowHz: 73, highHz: 1480 };
const BASS = { lowHz: 37, highHz: 440 };

/** A string is stopped within a few milliseconds; all ring together. */
function play(plucks: readonly Pluck[], inharmonicity = 2e-5): Float32Array {
  const end = Math.max(...plucks.map(({ at, seconds }) => at + seconds));
  const sound = silence(end + 0.2);
  for (const { at, hertz, seconds } of plucks) {
    const note = string(hertz, seconds, { inharmonicity, amplitude: 0.15 });
    const start = Math.round(at * SAMPLE_RATE);
    const fade = 0.004 * SAMPLE_RATE;
    note.forEach((sample, i) => {
      sound[start + i] = (sound[start + i] ?? 0) + sample * Math.min(1, (note.length - i) / fade);
    });
  }
  return sound;
}

const notesOf = ({ notes }: Heard) => notes.map(({ noteNumber }) => Math.round(noteNumber));
const delays = ({ notes }: Heard, plucks: readonly Pluck[]) =>
  notes.map(({ at }, i) => at / SAMPLE_RATE - (plucks[i]?.at ?? 0));

test('an arpeggio whose strings ring on is heard note by note', () => {
  const hertz = [110, 164.81, 220, 277.18];
  const plucks = hertz.map((hertz, i) => ({ at: 0.3 + 0.3 * i, hertz, seconds: 1.5 - 0.3 * i }));
  expect(notesOf(listen([play(plucks)], { range: GUITAR }))).toEqual([45, 52, 57, 61]);
});

test.each([9, 12, 14])('%s plucks a second on one string are as many notes', (rate) => {
  const plucks = Array.from({ length: 8 }, (_, i) => ({
    at: 0.3 + i / rate,
    hertz: 196,
    seconds: 1 / rate,
  }));
  expect(notesOf(listen([play(plucks)], { range: GUITAR }))).toEqual(Array(8).fill(55));
});

test('between the pulses of a low bass string no high note is heard', () => {
  const plucks = [30.87, 36.71, 41.2, 55].map((hertz, i) => ({ at: 0.3 + 0.4 * i, hertz, seconds: 0.4 }));
  expect(notesOf(listen([play(plucks)], { range: { lowHz: 27, highHz: 440 } }))).toEqual([23, 26, 28, 33]);
});

test('a scale is announced within 45 ms of each pluck on a guitar, within 75 ms on a bass', () => {
  const scale = [0, 2, 4, 5, 7, 9, 11, 12];
  const from = (hertz: number) =>
    scale.map((step, i) => ({ at: 0.3 + 0.2 * i, hertz: hertz * 2 ** (step / 12), seconds: 0.2 }));
  const guitar = listen([play(from(130.81))], { range: GUITAR });
  const bass = listen([play(from(43.65))], { range: BASS });
  expect(notesOf(guitar)).toEqual(scale.map((step) => 48 + step));
  expect(notesOf(bass)).toEqual(scale.map((step) => 29 + step));
  expect(Math.max(...delays(guitar, from(130.81)))).toBeLessThan(0.045);
  expect(Math.max(...delays(bass, from(43.65)))).toBeLessThan(0.075);
});

test('a finger that touches the string before it plucks takes nothing from the pluck', () => {
  const plucks = [0.3, 0.7].map((at) => ({ at, hertz: 196, seconds: 0.3 }));
  const sound = play(plucks);
  for (let i = 0; i < 40; i++) sound[Math.round(0.67 * SAMPLE_RATE) + i] = i % 2 === 0 ? 1e-5 : -1e-5;
  const { notes } = listen([sound], { range: GUITAR });
  expect(notes.map(({ onset }) => (onset / SAMPLE_RATE).toFixed(2))).toEqual(['0.30', '0.70']);
});
