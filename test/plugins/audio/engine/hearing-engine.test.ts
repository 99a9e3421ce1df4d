import { describe, expect, test } from 'vitest';
import { cents, hum, join, listen, noise, SAMPLE_RATE, silence, string } from './listening.js';

const seconds = (samples: number) => samples / SAMPLE_RATE;
const voiced = <Frame extends { frequency: number }>(frames: Frame[]) =>
  frames.filter(({ frequency }) => !Number.isNaN(frequency));

test.each([41.2, 82.41, 110, 196, 329.63, 659.26, 1174.66])(
  'a string of %s Hz is one note, in tune to a cent',
  (hertz) => {
    const heard = listen([silence(0.3), string(hertz, 0.8), silence(0.3)]);
    expect(heard.notes).toHaveLength(1);
    const onset = 0.3 * SAMPLE_RATE;
    const steady = voiced(
      heard.frames.filter(({ centre }) => centre > onset + 6000 && centre < onset + 30_000),
    );
    expect(steady.length).toBeGreaterThan(150);
    for (const { frequency } of steady) expect(Math.abs(cents(frequency, hertz))).toBeLessThan(1);
  },
);

test('the onset is dated back to the pluck, and the note ends where the string is stopped', () => {
  const heard = listen([silence(0.3), string(146.83, 0.6), silence(0.4)]);
  expect(heard.notes).toHaveLength(1);
  expect(seconds(heard.notes[0]?.onset ?? 0)).toBeCloseTo(0.3, 2);
  expect(Math.abs(seconds(heard.ends[0]?.offset ?? 0) - 0.9)).toBeLessThan(0.04);
});

test('a stiff string sounds where its low partials are', () => {
  const heard = listen([silence(0.3), string(110, 0.8, { inharmonicity: 1e-4 })]);
  expect(heard.notes).toHaveLength(1);
  expect(Math.abs((heard.notes[0]?.noteNumber ?? 0) - 45)).toBeLessThan(0.1);
});

test.each([0.06, 0.1, 0.2])(
  'a string whose odd partials are weak, %s of the even ones, is one note and soon no octave too high',
  (odd) => {
    const partials = (number: number) => (number % 2 === 0 ? 1 : odd);
    const { frames, notes } = listen([silence(0.3), string(73.42, 0.8, { partials })]);
    expect(notes).toHaveLength(1);
    const late = voiced(frames.filter(({ centre }) => seconds(centre) > 0.4 && seconds(centre) < 1));
    expect(late.length).toBeGreaterThan(150);
    for (const { frequency } of late) expect(Math.abs(cents(frequency, 73.42))).toBeLessThan(10);
  },
);

test('a string plucked where its fundamental is silent sounds where its other partials belong', () => {
  const partials = (number: number) => [0, 0.03, 1.3, 2.6, 1, 0, 1][number] ?? 0.6;
  const { notes } = listen([silence(0.3), string(103.83, 0.8, { partials })]);
  expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([44]);
});

test('vibrato is one note', () => {
  const cents = (time: number) => 40 * Math.sin(2 * Math.PI * 5.5 * time);
  expect(listen([silence(0.3), string(220, 1, { cents })]).notes).toHaveLength(1);
});

test('a bend by a whole tone is one note', () => {
  const cents = (time: number) => 200 * Math.min(1, Math.max(0, (time - 0.3) / 0.2));
  expect(listen([silence(0.3), string(220, 1, { cents })]).notes).toHaveLength(1);
});

test('a hammer-on is a second note, without a pluck', () => {
  const cents = (time: number) => (time < 0.35 ? 0 : 200);
  const { notes } = listen([silence(0.3), string(220, 0.8, { cents })]);
  expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([57, 59]);
});

test('the same note plucked again is a new note', () => {
  const { notes } = listen([silence(0.3), string(196, 0.25), string(196, 0.25), string(196, 0.25)]);
  expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([55, 55, 55]);
});

test('silence and noise hold no note', () => {
  const heard = listen([silence(1), noise(2, 0.01), silence(0.5), noise(1, 0.1)]);
  expect(heard.notes).toHaveLength(0);
  expect(voiced(heard.frames)).toHaveLength(0);
});

test('mains hum is no note, and does not bend the one that is played through it', () => {
  const sound = join([silence(1), string(98, 0.8), silence(0.5)]);
  const heard = listen([sound.map((sample, i) => sample + hum(i, 49.97))]);
  expect(heard.notes).toHaveLength(1);
  const steady = voiced(heard.frames.filter(({ centre }) => seconds(centre) > 1.1 && seconds(centre) < 1.7));
  for (const { frequency } of steady) expect(Math.abs(cents(frequency, 98))).toBeLessThan(5);
});

test('NaN, infinities, an offset and a full-scale clip do not disturb it', () => {
  const clipped = string(110, 0.8, { amplitude: 3 }).map((sample) => Math.max(-1, Math.min(1, sample)) + 0.4);
  const broken = silence(0.3).fill(0.4);
  broken.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 400);
  clipped.set([Number.NaN], 20_000);
  const heard = listen([broken, clipped, silence(0.3).fill(0.4)]);
  expect(Math.round(heard.notes[0]?.noteNumber ?? 0)).toBe(45);
  for (const { clarity, level } of heard.frames)
    expect(Number.isFinite(clarity) && Number.isFinite(level)).toBe(true);
});

test('samples that are NaN or infinite in the middle of a note do not click: it stays one note', () => {
  const sound = string(196, 0.5);
  sound.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 8000);
  sound[12_000] = Number.NaN;
  const { notes, attacks } = listen([silence(0.3), sound, silence(0.2)]);
  expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([55]);
  expect(attacks).toEqual([]);
});

describe('a string that is stopped', () => {
  const stopped = (hertz: number, fadeSeconds: number) => {
    const sound = string(hertz, 0.8, { amplitude: 0.5 });
    const fade = Math.round(fadeSeconds * SAMPLE_RATE);
    for (let i = 0; i < fade; i++)
      sound[sound.length - 1 - i] = (sound[sound.length - 1 - i] ?? 0) * (i / fade);
    return listen([silence(0.3), sound, silence(0.3)]);
  };

  test.each([110, 196, 329.63, 392, 523.25, 659.26, 880])(
    'within 10 ms is no second note and no attack, at %s Hz',
    (hertz) => {
      const { notes, attacks } = stopped(hertz, 0.01);
      expect([notes.length, attacks.length]).toEqual([1, 0]);
    },
  );

  test.each([110, 164.81, 196, 329.63])('shows no other pitch while it ends, at %s Hz', (hertz) => {
    const pitches = voiced(stopped(hertz, 0.01).frames).map(({ frequency }) => frequency);
    expect(pitches.length).toBeGreaterThan(200);
    for (const pitch of pitches.slice(10)) expect(Math.abs(cents(pitch, hertz))).toBeLessThan(30);
  });
});

test('a broken driver that sends nothing but NaN or infinity plays nothing, and the next note is heard', () => {
  const broken = [Number.NaN, Number.POSITIVE_INFINITY].map((fault) => silence(0.2).fill(fault));
  const { notes, attacks } = listen([...broken, silence(0.3), string(196, 0.5)]);
  expect(attacks).toEqual([]);
  expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([55]);
});

test.each([-0.8, -0.1, 0.5])('an offset of %s neither plays a note nor bends one', (offset) => {
  const sound = join([silence(0.5), string(110, 0.8, { amplitude: 0.1 }), silence(0.3)]);
  const heard = listen([sound.map((sample) => sample + offset)]);
  expect(heard.notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([45]);
  const steady = voiced(heard.frames.filter(({ centre }) => seconds(centre) > 0.6 && seconds(centre) < 1.2));
  expect(steady.length).toBeGreaterThan(150);
  for (const { frequency } of steady) expect(Math.abs(cents(frequency, 110))).toBeLessThan(1);
});

test.each([82.41, 196, 440])(
  'a string of %s Hz, clipped by 20 dB, is one note, in tune to two cents',
  (hertz) => {
    const clipped = string(hertz, 0.8, { amplitude: 3 }).map((sample) =>
      Math.max(-0.3, Math.min(0.3, sample)),
    );
    const heard = listen([silence(0.3), clipped]);
    expect(heard.notes).toHaveLength(1);
    const steady = voiced(heard.frames.filter(({ centre }) => seconds(centre) > 0.4 && seconds(centre) < 1));
    expect(steady.length).toBeGreaterThan(150);
    for (const { frequency } of steady) expect(Math.abs(cents(frequency, hertz))).toBeLessThan(2);
  },
);

test.each([
  ['a vibrato of 40 cents', (time: number) => 40 * Math.sin(2 * Math.PI * 5.5 * time)],
  ['a bend by a whole tone', (time: number) => 200 * Math.min(1, Math.max(0, (time - 0.3) / 0.2))],
  ['a whole tone back', (time: number) => 200 * Math.min(1, Math.max(0, (0.5 - time) / 0.2))],
])('%s is followed to five cents, each frame at its own time', (_, bend) => {
  const { frames } = listen([silence(0.3), string(220, 1, { cents: bend })]);
  const steady = voiced(frames.filter(({ centre }) => seconds(centre) > 0.4));
  expect(steady.length).toBeGreaterThan(250);
  for (const { frequency, centre } of steady)
    expect(Math.abs(cents(frequency, 220) - bend(seconds(centre) - 0.3))).toBeLessThan(5);
});

test('a quiet input gain changes nothing', () => {
  const loud = listen([silence(0.3), string(196, 0.5), silence(0.2)]);
  const quiet = listen([silence(0.3), string(196, 0.5, { amplitude: 0.3 / 64 }), silence(0.2)]);
  expect(quiet.notes.map(({ noteNumber }) => noteNumber.toFixed(1))).toEqual(
    loud.notes.map(({ noteNumber }) => noteNumber.toFixed(1)),
  );
});

test.each([1, 32, 63, 100, 441, 1024, 2049, 4096])(
  'blocks of %s samples give the same result as blocks of 128',
  (blockSize) => {
    const sound = [silence(0.2), string(110, 0.4), string(164.81, 0.4)];
    expect(listen(sound, { blockSize })).toEqual(listen(sound));
  },
);

test.each([22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000])(
  'at %s Hz an A is an A',
  (sampleRate) => {
    const parts = [silence(0.3, sampleRate), string(220, 0.5, { sampleRate }), silence(0.2, sampleRate)];
    const { notes } = listen(parts, { sampleRate });
    expect(notes).toHaveLength(1);
    expect(notes[0]?.noteNumber).toBeCloseTo(57, 1);
  },
);

test('times are places in the stream: a frame never speaks for the future', () => {
  const { frames } = listen([silence(0.1), string(110, 0.3)]);
  frames.forEach(({ end, centre }, i) => {
    expect(end).toBe((i + 1) * 128);
    expect(centre).toBeLessThanOrEqual(end);
  });
});

/** A hand lies on the strings: a click that is over after a few milliseconds. */
const muted = () => noise(0.3, 0.3).map((sample, i) => sample * Math.exp(-i / (0.008 * SAMPLE_RATE)));

test('a muted string is an attack without a note', () => {
  const heard = listen([silence(0.4), muted(), muted(), silence(0.3)]);
  expect(heard.notes).toHaveLength(0);
  expect(heard.attacks.map((onset) => seconds(onset).toFixed(1))).toEqual(['0.4', '0.7']);
});

test.each([82.41, 110, 146.83, 196])('a hand on a string of %s Hz mutes its pitch, too', (hertz) => {
  const click = muted();
  const dull = string(hertz, 0.3, { amplitude: 0.4 }).map(
    (sample, i) => (sample + (click[i] ?? 0) / 2) * Math.exp(-i / (0.012 * SAMPLE_RATE)),
  );
  const { notes, attacks } = listen([silence(0.4), dull, silence(0.3)]);
  expect([notes.length, attacks.length]).toEqual([0, 1]);
});

test('a muted string at an input gain of -36 dB is an attack all the same', () => {
  const quiet = [silence(0.4), muted(), silence(0.3)].map((part) => part.map((sample) => sample / 64));
  expect(listen(quiet).attacks).toHaveLength(1);
});
