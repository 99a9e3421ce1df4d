import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NoteEvent, Reading } from '../../../src/core/events/index.js';
import { heard, listen, noteOff, noteOn, ofPhase, pitch, released, stream, tracker } from './scripts.js';

const phases = (events: readonly NoteEvent[]) => events.map(({ phase }) => phase);

describe('a note is told three times', () => {
  test('at its onset, when it can be judged, and when it ends', () => {
    const tracking = tracker();
    const events = [
      ...tracking.track({ source: 'pickup', reading: noteOn(100, 57.1, { noteId: 'n1' }) }),
      ...tracking.advance(139),
      ...tracking.advance(140),
      ...tracking.advance(160),
      ...tracking.track({ source: 'pickup', reading: noteOff(400, 'n1') }),
    ];
    expect(phases(events)).toEqual(['onset', 'judged', 'released']);
    expect(events.every(({ id, note }) => id === 'pickup:n1' && note === 57)).toBe(true);
    expect(events[1]?.cents).toBeCloseTo(10, 9);
    expect(events[1]?.duration).toBeNull();
    expect(events[2]).toMatchObject({ onset: 100, duration: 300 });
  });

  test('one that ends early is judged as it ends', () => {
    const events = listen([noteOn(100, 57, { noteId: 'a' }), noteOff(120, 'a')]);
    expect(phases(events)).toEqual(['onset', 'judged', 'released']);
    expect(events[2]?.flags.ghost).toBe(true);
  });

  test('one that was judged counts, though its early end is told late', () => {
    const tracking = tracker();
    tracking.track({ source: 'guitar', reading: noteOn(100, 57, { noteId: 'a' }) });
    const judged = tracking.advance(200);
    const ended = tracking.track({ source: 'guitar', reading: noteOff(110, 'a') });
    expect([...judged, ...ended].map(({ phase, flags }) => [phase, flags.ghost])).toEqual([
      ['judged', false],
      ['released', false],
    ]);
  });

  test('all that sounds ends when the practice stops, or when its input is lost', () => {
    const tracking = tracker();
    for (const source of ['left', 'right']) tracking.track({ source, reading: noteOn(0, 57) });
    tracking.advance(100);
    expect(tracking.release(200, 'left').map(({ id }) => id.split(':')[0])).toEqual(['left']);
    expect(tracking.release(300).map(({ source, duration }) => [source, duration])).toEqual([['right', 300]]);
    expect(tracking.release(400)).toEqual([]);
  });

  test('a pickup may correct its first guess before the note is judged', () => {
    const events = listen([
      noteOn(0, 69, { noteId: 'a' }),
      pitch(25, 57.05, { noteId: 'a' }),
      noteOff(500, 'a'),
    ]);
    expect(ofPhase(events, 'onset')[0]?.note).toBe(69);
    expect(ofPhase(events, 'judged')[0]).toMatchObject({ note: 57 });
  });
});

describe('the pitch of a note', () => {
  const play = (noteNumber: (time: number) => number, length = 1000) =>
    released(
      listen([
        heard(0, 57, { noteId: 'a' }),
        ...stream(3, length, noteNumber, { noteId: 'a' }),
        noteOff(length, 'a'),
      ]),
    );

  test('is its middle, without the attack and the lifting finger', () => {
    const note = play((time) => (time < 50 ? 57.4 : time > 920 ? 56.5 : 57.06));
    expect(note.note).toBe(57);
    expect(note.cents).toBeCloseTo(6, 6);
  });

  test('is not moved by a glitch to another octave', () => {
    expect(play((time) => (time % 200 < 30 ? 69 : 57.06)).cents).toBeCloseTo(6, 6);
  });

  test('believes clear readings more', () => {
    const readings: Reading[] = stream(3, 1000, (time) => (time % 10 < 5 ? 57.3 : 57), { noteId: 'a' });
    const doubtful = readings.map((reading) =>
      reading.kind === 'pitch' && (reading.frequency ?? 0) > 221 ? { ...reading, clarity: 0.2 } : reading,
    );
    const note = released(listen([heard(0, 57, { noteId: 'a' }), ...doubtful, noteOff(1000, 'a')]));
    expect(note.cents).toBeCloseTo(0, 6);
  });

  test.each([
    ['around the note', -2, 40, 57, 0],
    ['all above it', 8, 48, 57, 8],
    ['all below it', -40, -10, 57, -10],
  ])('with vibrato %s is the nearest edge of what it covers', (_, low, high, note, cents) => {
    const middle = 57 + (low + high) / 200;
    const heardNote = play(
      (time) => middle + ((high - low) / 200) * Math.sin((2 * Math.PI * 5.5 * time) / 1000),
      1500,
    );
    expect(heardNote.flags.vibrato).toBe(true);
    expect(heardNote.note).toBe(note);
    expect(Math.abs((heardNote.cents ?? 99) - cents)).toBeLessThan(2);
  });

  test.each([
    ['slow wavering', 2, 40],
    ['a trembling detector', 5.5, 10],
  ])('%s is no vibrato', (_, rate, extent) => {
    const note = play((time) => 57 + (extent / 200) * Math.sin((2 * Math.PI * rate * time) / 1000), 1500);
    expect(note.flags.vibrato).toBe(false);
  });
});

describe('bends', () => {
  const bent = (bends?: 'arrival' | 'ignore' | 'strict', by = 2) => {
    const path = (time: number) =>
      57 + by * Math.min(1, Math.max(0, (time - 300) / 200)) + (time > 500 ? 0.05 : 0);
    const readings = [
      heard(0, 57, { noteId: 'a' }),
      ...stream(5, 1000, path, { noteId: 'a' }),
      noteOff(1000, 'a'),
    ];
    return released(listen(readings, bends ? { bends } : {}));
  };

  test('are judged where they arrive', () => {
    const note = bent();
    expect(note).toMatchObject({ note: 59, flags: { bend: true, slide: false } });
    expect(Math.abs((note.cents ?? 99) - 5)).toBeLessThan(0.5);
  });

  test('are not judged where the player asks for that', () => {
    expect(bent('ignore')).toMatchObject({ note: 57, cents: null, flags: { bend: true } });
  });

  test('are judged as a whole by strict players', () => {
    const { pitch: _, ...note } = { pitch: 0, ...bent('strict') };
    expect(note).toMatchObject({ note: 59, flags: { bend: true } });
  });

  test('beyond what fingers can do, and downward, are slides', () => {
    expect(bent('arrival', 7)).toMatchObject({ note: 64, flags: { bend: false, slide: true } });
    expect(bent('arrival', -2)).toMatchObject({ note: 55, flags: { bend: false, slide: true } });
  });
});

describe('several notes', () => {
  test('within 30 ms are a chord, each with its own pitch', () => {
    const events = listen([noteOn(0, 45), noteOn(12, 52), noteOn(25, 57), noteOn(400, 60)]);
    expect(ofPhase(events, 'judged').map(({ note, flags }) => [note, flags.chord])).toEqual([
      [45, true],
      [52, true],
      [57, true],
      [60, false],
    ]);
  });

  test('heard as one mixture are shown, but not judged for pitch', () => {
    const [note] = ofPhase(listen([heard(0, 45, { isChord: true })]), 'judged');
    expect(note).toMatchObject({ note: 45, cents: null, flags: { chord: true, ghost: false } });
  });

  test('that turn out to be several strings are not judged: what is not clear waits until that is known', () => {
    const begun = heard(0, 57, { noteId: 'a', isChord: false, confidence: 0.85 });
    const unclear = stream(5, 120, () => 57, { noteId: 'a', clarity: 0.8 });
    const blended = stream(120, 300, () => 33, { noteId: 'a', clarity: 0.8, isChord: true });
    const events = listen([begun, ...unclear, ...blended, noteOff(400, 'a')]);
    const word = { note: 57, cents: null, flags: { chord: true, ghost: false } };
    expect(ofPhase(events, 'judged')).toMatchObject([word]);
    expect(ofPhase(events, 'released')).toMatchObject([word]);
  });

  test('that are clear are judged without waiting for other strings', () => {
    const tracking = tracker();
    const begun = heard(0, 57, { noteId: 'a', isChord: false });
    const readings = [begun, ...stream(5, 70, () => 57, { noteId: 'a', clarity: 0.97 })];
    const events = readings.flatMap((reading) => tracking.track({ source: 'guitar', reading }));
    expect(ofPhase(events, 'judged')).toHaveLength(1);
  });

  test('of one pluck heard twice are one: the first', () => {
    const events = listen([
      noteOn(0, 57, { noteId: 'a' }),
      noteOn(32, 57, { noteId: 'b' }),
      noteOff(300, 'a'),
      noteOff(500, 'b'),
    ]);
    expect(released(events)).toMatchObject({ id: 'guitar:a', onset: 0, duration: 500 });
  });

  test('of the same pitch 40 ms apart are two', () => {
    expect(ofPhase(listen([noteOn(0, 57), noteOn(40, 57)]), 'released')).toHaveLength(2);
  });
});

describe('sensitivity', () => {
  const isGhost = (sensitivity: number, more: object, length = 500) => {
    const begin = 'velocity' in more ? noteOn : heard;
    const readings = [
      begin(0, 57, { noteId: 'a', ...more }),
      ...stream(5, length, () => 57, { noteId: 'a' }),
    ];
    return released(listen([...readings, noteOff(length, 'a')], { sensitivity })).flags.ghost;
  };

  test.each([
    [0, -30, 9, 0.9, 80, 40],
    [0.5, -45, 6, 0.8, 60, 20],
    [1, -60, 3, 0.7, 40, 1],
  ])(
    '%d: level %d, rise %d, confidence %d, length %d, velocity %d',
    (v, level, rise, confidence, length, velocity) => {
      const atLimit = { level, rise, confidence };
      expect(isGhost(v, atLimit, length)).toBe(false);
      expect(isGhost(v, { ...atLimit, level: level - 0.1 })).toBe(true);
      expect(isGhost(v, { ...atLimit, rise: rise - 0.1 })).toBe(true);
      expect(isGhost(v, { ...atLimit, confidence: confidence - 0.01 })).toBe(true);
      expect(isGhost(v, atLimit, length - 1)).toBe(true);
      expect(isGhost(v, { velocity })).toBe(false);
      expect(isGhost(v, { velocity: velocity - 1 })).toBe(true);
    },
  );
});

describe('the level of a note', () => {
  const ghosts = (...readings: Reading[]) =>
    ofPhase(listen(readings), 'released').map(({ flags }) => flags.ghost);

  test('counts below the loudest playing, where the input tells it: no gain is too low', () => {
    const at = (level: number) => heard(0, 57, { level, loudest: -50 });
    expect(ghosts(at(-94))).toEqual([false]);
    expect(ghosts(at(-96))).toEqual([true]);
  });

  test('is asked of attacks without pitch too', () => {
    const at = (level: number): Reading => ({ kind: 'onset', time: 0, level, loudest: -50 });
    expect(ghosts(at(-94))).toEqual([false]);
    expect(ghosts(at(-96))).toEqual([true]);
    expect(ghosts({ kind: 'onset', time: 0, level: -46 })).toEqual([true]);
  });

  test('is asked of bare pitches too', () => {
    expect(listen(stream(0, 400, () => 57, { level: -94, loudest: -50 }))).not.toEqual([]);
    expect(listen(stream(0, 400, () => 57, { level: -96, loudest: -50 }))).toEqual([]);
  });
});

describe('the rise of the level', () => {
  test('is asked of a pluck out of silence, not of one over a ringing string', () => {
    const again = (time: number) => heard(time, 57, { noteId: `a${time}`, rise: 1, level: -20 });
    const readings = [
      again(0),
      noteOff(400, 'a0'),
      again(405),
      noteOff(800, 'a405'),
      again(1100),
      noteOff(1500, 'a1100'),
    ];
    expect(ofPhase(listen(readings), 'released').map(({ flags }) => flags.ghost)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('an attack without pitch', () => {
  const dead = (...readings: Reading[]) => listen(readings).filter(({ note }) => note === null);

  test('is a note of its own, told at once', () => {
    const events = dead({ kind: 'onset', time: 100, level: -20 });
    expect(phases(events)).toEqual(['onset', 'judged', 'released']);
    expect(events[2]).toMatchObject({ onset: 100, duration: 0, cents: null, frequency: null });
  });

  test('belongs to the note that follows, or that has just begun', () => {
    expect(dead({ kind: 'onset', time: 100 }, noteOn(125, 57))).toEqual([]);
    expect(dead(noteOn(95, 57), { kind: 'onset', time: 100 })).toEqual([]);
  });
});

describe('string and fret', () => {
  const positions = (...readings: Reading[]) =>
    ofPhase(listen(readings), 'judged').map(({ string, fret, positionConfidence }) => [
      string,
      fret,
      positionConfidence !== null && positionConfidence < 1,
    ]);

  test('are passed on where the device tells them', () => {
    expect(positions(noteOn(0, 57, { string: 4, fret: 7 }))).toEqual([[4, 7, false]]);
    expect(positions(noteOn(0, 57, { string: 3 }))).toEqual([[3, 2, false]]);
    expect(positions(noteOn(0, 57, { string: 1 }))).toEqual([[1, null, false]]);
  });

  test('are otherwise where the hand most likely is', () => {
    const scale = [57, 60, 62, 64].flatMap((note, at) => [
      noteOn(500 * at, note, { noteId: `s${at}` }),
      noteOff(500 * at + 450, `s${at}`),
    ]);
    expect(positions(...scale)).toEqual([
      [3, 2, true],
      [2, 1, true],
      [2, 3, true],
      [1, 0, true],
    ]);
    const high = [69, 72, 74, 76].flatMap((note, at) => [
      noteOn(500 * at, note, { noteId: `h${at}`, string: 1, fret: note - 64 }),
      noteOff(500 * at + 450, `h${at}`),
    ]);
    expect(positions(...high, noteOn(3000, 67)).at(-1)).toEqual([2, 8, true]);
  });

  test('never put two sounding notes on one string', () => {
    const chord = positions(
      noteOn(0, 40),
      noteOn(2, 47),
      noteOn(4, 52),
      noteOn(6, 56),
      noteOn(8, 59),
      noteOn(10, 64),
    );
    expect(chord.map(([string]) => string)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test('are unknown for what no string can play', () => {
    expect(positions(noteOn(0, 30))).toEqual([[null, null, false]]);
  });
});

describe('the same playing gives the same notes', () => {
  const script: Reading[] = [
    noteOn(10, 57, { noteId: 'a' }),
    noteOn(22, 61, { noteId: 'b' }),
    pitch(40, 57.2, { noteId: 'a' }),
    noteOff(41, 'b'),
    { kind: 'onset', time: 300 },
    noteOff(500, 'a'),
    heard(600, 64, { noteId: 'c' }),
    ...stream(605, 900, (time) => 64 + time / 9000, { noteId: 'c' }),
    noteOff(900, 'c'),
  ];

  test('however often time is told', () => {
    const withSteps = (step: number) => {
      const tracking = tracker();
      const events: NoteEvent[] = [];
      let now = 0;
      for (const reading of script) {
        for (; step > 0 && now < reading.time; now += step) events.push(...tracking.advance(now));
        events.push(...tracking.track({ source: 'guitar', reading }));
      }
      return [...events, ...tracking.advance(2000), ...tracking.release(2000)]
        .map((event) => JSON.stringify(event))
        .sort();
    };
    for (const step of [1, 7, 50]) expect(withSteps(step)).toEqual(withSteps(0));
  });
});

describe('whatever an input says', () => {
  const time = fc.double({ min: -1000, max: 5000 });
  const id = fc.constantFrom('a', 'b', 'c');
  const float = fc.oneof(fc.double(), fc.double({ min: 20, max: 100 }));
  const reading = fc.oneof(
    fc.record({
      kind: fc.constant('note-on' as const),
      time,
      noteId: id,
      noteNumber: float,
      confidence: fc.double({ min: 0, max: 1 }),
    }),
    fc.record({ kind: fc.constant('note-off' as const), time, noteId: id }),
    fc.record({ kind: fc.constant('onset' as const), time, level: float }),
    fc.record(
      {
        kind: fc.constant('pitch' as const),
        time,
        frequency: fc.option(float),
        clarity: fc.double({ min: 0, max: 1 }),
        level: float,
        noteId: fc.option(id),
      },
      { requiredKeys: ['kind', 'time', 'frequency', 'clarity'] },
    ),
  );

  test('nothing throws, every note is told in order and ends once', () => {
    fc.assert(
      fc.property(fc.array(reading as fc.Arbitrary<Reading>, { maxLength: 60 }), (readings) => {
        const events = listen(readings);
        for (const noteId of new Set(events.map((event) => event.id))) {
          const told = phases(events.filter((event) => event.id === noteId)).join(' ');
          expect(told).toMatch(/^(onset judged released ?)+$/);
        }
        for (const { cents } of events) {
          if (cents !== null) expect(cents >= -50.000001 && cents < 50.000001).toBe(true);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('memory does not grow with the number of notes', () => {
    const tracking = tracker();
    const sizeAfter = (from: number, to: number) => {
      for (let k = from; k < to; k += 1) {
        const start = k * 1000;
        const readings = [
          noteOn(start, 57, { noteId: `n${k}` }),
          ...stream(start, start + 900, (at) => 57 + (at % 7) / 50, { noteId: `n${k}` }, 3),
          noteOff(start + 950, `n${k}`),
        ];
        for (const reading of readings) tracking.track({ source: 'guitar', reading });
      }
      const withMaps = (_: string, value: unknown) => (value instanceof Map ? [...value.values()] : value);
      return JSON.stringify(tracking, withMaps).length;
    };
    const early = sizeAfter(0, 10);
    expect(sizeAfter(10, 110)).toBeLessThan(1.1 * early);
  });
});
