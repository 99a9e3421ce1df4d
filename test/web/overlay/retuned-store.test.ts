import { beforeEach, describe, expect, test, vi } from 'vitest';
import { askedStrings } from '../../../web/overlay/asked-strings.js';
import { RetunedStore } from '../../../web/overlay/retuned-store.js';
import { note, pitch, session } from '../support/notes.js';

describe('another A than the one the bridge listens by', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
  });

  test('moves the cents of what sounds', () => {
    const store = new RetunedStore(442);
    store.take('pitch', pitch({ hz: 220, midi: 57, cents: 0 }));
    expect(store.pitch.value?.midi).toBe(57);
    expect(store.pitch.value?.cents).toBeCloseTo(-7.85, 2);
  });

  test('keeps the spelling of a note, and names another note when it becomes one', () => {
    const store = new RetunedStore(415);
    store.take('note', note({ hz: 415 / 2, midi: 56, name: 'Ab', octave: 3 }));
    expect(store.note.value).toMatchObject({ midi: 57, name: 'A', octave: 3, pitch_class: 9 });
    const near = new RetunedStore(441);
    near.take('note', note({ hz: 311.13, midi: 63, name: 'Eb', octave: 4, score: 0.9 }));
    expect(near.note.value).toMatchObject({ midi: 63, name: 'Eb', octave: 4, score: 0.9 });
    expect(near.note.value?.cents).toBeCloseTo(-3.9, 1);
  });

  test('leaves silence and everything else alone', () => {
    const store = new RetunedStore(432);
    const silence = pitch({ hz: null, midi: null, cents: null });
    store.take('pitch', silence);
    expect(store.pitch.value).toBe(silence);
    const running = session();
    store.take('session', {
      session_id: running.session_id,
      state: 'started',
      session: running,
      result: null,
    });
    expect(store.session.value).toBe(running);
  });
});

describe('the tuning of an address', () => {
  test('is a name or the open strings', () => {
    expect(askedStrings('drop d')).toEqual([38, 45, 50, 55, 59, 64]);
    expect(askedStrings('D2 A2 D3 G3 B3 E4')).toEqual([38, 45, 50, 55, 59, 64]);
  });

  test('is nothing when nobody knows it', () => {
    expect(askedStrings('banjo of my uncle')).toBeNull();
  });
});
