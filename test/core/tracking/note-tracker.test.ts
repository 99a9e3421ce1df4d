import { describe, expect, test } from 'vitest';
import { NoteTracker } from '../../../src/core/tracking/index.js';

const STANDARD = { sensitivity: 0.5, a4: 440, openStrings: [40, 45, 50, 55, 59, 64] };

describe('a note is told three times', () => {
  test('at its onset, when it can be judged, and when it ends', () => {
    const tracker = new NoteTracker(STANDARD);
    const start = {
      kind: 'note-on',
      time: 100,
      noteId: 'n1',
      noteNumber: 57.1,
      confidence: 1,
      velocity: 90,
    } as const;
    const events = [
      ...tracker.track({ source: 'pickup', reading: start }),
      ...tracker.advance(130),
      ...tracker.advance(150),
      ...tracker.advance(160),
      ...tracker.track({ source: 'pickup', reading: { kind: 'note-off', time: 400, noteId: 'n1' } }),
    ];
    expect(events.map(({ phase }) => phase)).toEqual(['onset', 'judged', 'released']);
    expect(events.every(({ id, note }) => id === 'pickup:n1' && note === 57)).toBe(true);
    expect(events[2]).toMatchObject({ onset: 100, duration: 300 });
    expect(events[1]?.cents).toBeCloseTo(10, 9);
  });
});
