import { describe, expect, test } from 'vitest';
import { dataToWire, gatherPitch, pitchToWire, TOPICS, topicSchemas } from '../../../src/core/wire/index.js';
import { noteFeedback, oneOfEach, pitchFeedback, sessionEnded } from '../../support/feedback-samples.js';

describe('what travels about a practice', () => {
  test.each([...oneOfEach, sessionEnded])('$topic keeps to its schema, to the last field', (feedback) => {
    const data = JSON.parse(JSON.stringify(dataToWire(feedback)));
    expect(topicSchemas[feedback.topic].parse(data)).toEqual(data);
  });

  test('every topic has a sample', () => {
    expect(new Set(oneOfEach.map(({ topic }) => topic))).toEqual(new Set(TOPICS));
  });

  test('a note tells its name, octave, cents, place and verdict', () => {
    expect(dataToWire(noteFeedback())).toMatchObject({
      midi: 45,
      name: 'A',
      octave: 2,
      cents: -6.5,
      string: 5,
      fret: 0,
      in_scale: true,
      score: 1,
      judgement: 'in-tune',
    });
  });

  test('digital silence has no level, since JSON has no infinity', () => {
    const silence = dataToWire(noteFeedback({ level: Number.NEGATIVE_INFINITY }));
    expect(silence).toMatchObject({ level: null });
  });

  test('an ended session brings its result, a started one none', () => {
    expect(dataToWire(sessionEnded)).toMatchObject({
      state: 'ended',
      result: { end_time: '2026-01-01T12:05:00.000Z', notes_detected_count: 45, best_streak: 12 },
    });
    expect(dataToWire({ ...sessionEnded, state: 'started' })).toMatchObject({ result: null });
  });
});

describe('pitch at a lower rate', () => {
  const frames = [109, 111, null, 110].map((hz, at) => pitchToWire(pitchFeedback(hz, at)));

  test('tells the newest frame and the range of all', () => {
    const gathered = frames.reduce<ReturnType<typeof gatherPitch> | null>(gatherPitch, null);
    expect(gathered).toMatchObject({ hz: 110, frames: 4, min: { hz: 109 }, max: { hz: 111 } });
    expect(topicSchemas.pitch.parse(gathered)).toEqual(gathered);
  });

  test('silence alone has no range', () => {
    const silence = pitchToWire(pitchFeedback(null, 0));
    expect(gatherPitch(null, silence)).toMatchObject({ hz: null, min: { hz: null }, max: { hz: null } });
  });
});
