import { describe, expect, test } from 'vitest';
import type { NoteEvent, Reading } from '../../../src/core/events/index.js';
import { listen, ofPhase, pitch, released, stream, tracker } from './scripts.js';

const notesOf = (events: readonly NoteEvent[]) =>
  ofPhase(events, 'released').map(({ note, onset, duration }) => [note, onset, duration]);

describe('notes in a bare stream of pitches', () => {
  test('begin with a pitch that holds and end in silence', () => {
    const events = listen([
      ...stream(0, 100, () => null),
      ...stream(100, 500, () => 57.1),
      ...stream(500, 700, () => null),
    ]);
    expect(notesOf(events)).toEqual([[57, 100, 400]]);
    expect(released(events).cents).toBeCloseTo(10, 6);
    expect(released(events).flags).toMatchObject({ legato: false, ghost: false });
  });

  test('survive drop-outs and glitches of the detector', () => {
    const path = (time: number) => (time > 200 && time < 235 ? null : time > 300 && time < 330 ? 69 : 57);
    expect(notesOf(listen([...stream(0, 600, path), ...stream(600, 700, () => null)]))).toEqual([
      [57, 0, 600],
    ]);
  });

  test('do not begin with a single odd reading', () => {
    const events = listen([...stream(0, 50, () => null), pitch(50, 81), ...stream(55, 200, () => null)]);
    expect(events).toEqual([]);
  });

  test('follow each other by hammer-on, without a pluck', () => {
    const events = listen([
      ...stream(0, 300, () => 57),
      ...stream(300, 600, () => 60),
      ...stream(600, 700, () => null),
    ]);
    expect(notesOf(events)).toEqual([
      [57, 0, 300],
      [60, 300, 300],
    ]);
    expect(ofPhase(events, 'onset').map(({ flags }) => flags.legato)).toEqual([false, true]);
  });

  test('a hammer-on of one fret counts, even blurred by the detector’s window', () => {
    const path = (time: number) => (time < 300 ? 57 : time < 320 ? 57 + (time - 300) / 20 : 58);
    expect(
      notesOf(listen([...stream(0, 600, path), ...stream(600, 700, () => null)])).map(([note]) => note),
    ).toEqual([57, 58]);
  });

  test('a bend is one note, judged where it arrives', () => {
    const path = (time: number) => 57 + 2 * Math.min(1, Math.max(0, (time - 300) / 250));
    const note = released(listen([...stream(0, 1000, path), ...stream(1000, 1100, () => null)]));
    expect(note).toMatchObject({ note: 59, onset: 0, duration: 1000, flags: { bend: true } });
  });

  test('wide vibrato is one note', () => {
    const path = (time: number) => 57.3 + 0.35 * Math.sin((2 * Math.PI * 5 * time) / 1000);
    const note = released(listen([...stream(0, 1500, path), ...stream(1500, 1600, () => null)]));
    expect(note).toMatchObject({ note: 57, flags: { vibrato: true } });
  });

  test('of the same pitch are told apart by their plucks', () => {
    const level = (time: number) => -15 - ((time % 300) / 300) * 25;
    const readings = stream(0, 900, () => 57).map((reading) => ({ ...reading, level: level(reading.time) }));
    expect(
      notesOf(listen([...readings, ...stream(900, 1000, () => null)])).map(([, onset]) => onset),
    ).toEqual([0, 300, 600]);
    const told = stream(0, 900, () => 57).flatMap((reading): Reading[] =>
      reading.time === 450 ? [{ kind: 'onset', time: 448 }, reading] : [reading],
    );
    expect(notesOf(listen(told)).map(([, onset]) => onset)).toEqual([0, 448]);
  });

  test('are dated back to the attack that was heard first', () => {
    const attack: Reading = { kind: 'onset', time: 95 };
    const events = listen([attack, ...stream(130, 500, () => 57), ...stream(500, 700, () => null)]);
    expect(notesOf(events)).toEqual([[57, 95, 405]]);
  });

  test('softer than the sensitivity asks for are not heard, and end 6 dB below it', () => {
    const soft = (level: number) => stream(0, 400, () => 57, { level });
    expect(listen(soft(-46))).toEqual([]);
    expect(notesOf(listen(soft(-44)))).toHaveLength(1);
    const fading = stream(0, 1000, () => 57).map((reading) => ({
      ...reading,
      level: -40 - reading.time / 50,
    }));
    expect(released(listen(fading))).toMatchObject({ onset: 0, duration: 555 });
  });

  test('stay above the noise of the room', () => {
    const noise = stream(0, 500, () => null, { level: -48 });
    const hum = stream(500, 900, () => 43, { level: -43.5 });
    expect(listen([...noise, ...hum])).toEqual([]);
    expect(notesOf(listen([...noise, ...stream(500, 900, () => 43, { level: -30 })]))).toHaveLength(1);
  });

  test('come from slow streams too', () => {
    const events = listen([...stream(0, 600, () => 57, {}, 60), ...stream(600, 900, () => null, {}, 60)]);
    expect(notesOf(events)).toEqual([[57, 0, 600]]);
  });

  test('a program that tells its pitch once holds it', () => {
    const tracking = tracker();
    expect(tracking.track({ source: 'daw', reading: pitch(0, 57) })).toEqual([]);
    expect(tracking.advance(300).map(({ phase, note }) => [phase, note])).toEqual([
      ['onset', 57],
      ['judged', 57],
    ]);
  });

  test('an input that tells notes itself is believed', () => {
    const note: Reading = {
      kind: 'note-on',
      time: 0,
      noteId: 'a',
      noteNumber: 57,
      confidence: 1,
      velocity: 80,
    };
    expect(notesOf(listen([note, ...stream(5, 400, () => 64)])).map(([each]) => each)).toEqual([57]);
  });

  test('uncertain ones are ghosts', () => {
    const unsure = listen(stream(0, 400, () => 57, { clarity: 0.7 }));
    expect(released(unsure).flags.ghost).toBe(true);
  });
});
