import { describe, expect, test, vi } from 'vitest';
import { BridgeStore } from '../../../web/shared/bridge-store.js';
import { nowOf } from '../../../web/shared/now.js';
import { ghost, metrics, note, pitch, session } from '../support/notes.js';

vi.stubGlobal('requestAnimationFrame', (draw: (now: number) => void) =>
  queueMicrotask(() => draw(performance.now())),
);

const OUTCOME = {
  end_time: '2026-11-22T17:44:00Z',
  duration_seconds: 60,
  pitch_accuracy: 0.8,
  scale_conformity: 1,
  timing_stability: null,
  notes_detected_count: 12,
  unique_notes_used: 5,
  notes_in_scale: 12,
  notes_out_of_scale: 0,
  best_streak: 9,
};

function begin(store: BridgeStore, id: string): void {
  store.take('session', {
    session_id: id,
    state: 'started',
    session: session({ session_id: id }),
    result: null,
  });
}

describe('what the pages know of the bridge', () => {
  test('the end of a note does not cover the one that has begun since', () => {
    const store = new BridgeStore();
    store.take('note', note({ id: 'guitar:1', phase: 'judged', midi: 50, name: 'D', onset: 0 }));
    store.take('note', note({ id: 'guitar:2', phase: 'onset', midi: 52, name: 'E', onset: 500 }));
    store.take('note', note({ id: 'guitar:1', phase: 'released', midi: 50, name: 'D', onset: 0 }));
    expect(nowOf(store.note.value, pitch({ hz: null, midi: null, cents: null }), 0.5).name).toBe('E');
    store.take('note', note({ id: 'guitar:2', phase: 'released', midi: 52, name: 'E', onset: 500 }));
    expect(store.note.value).toMatchObject({ name: 'E', phase: 'released' });
    expect(store.notes.value.map(({ name }) => name)).toEqual(['D', 'E']);
  });

  test('a bridge that begins anew has its first note shown, though its clock is younger', () => {
    const store = new BridgeStore();
    store.take('note', note({ id: 'guitar:9', phase: 'judged', name: 'D', onset: 90_000 }));
    store.take('note', note({ id: 'guitar:1', phase: 'onset', name: 'E', onset: 400 }));
    expect(store.note.value).toMatchObject({ name: 'E' });
  });

  test('a note is remembered once, with its last word', () => {
    const store = new BridgeStore();
    store.take('note', note({ phase: 'onset' }));
    expect(store.notes.value).toEqual([]);
    store.take('note', note({ phase: 'judged', cents: 3 }));
    store.take('note', note({ id: 'guitar:2' }));
    store.take('note', note({ phase: 'released', cents: 5 }));
    expect(store.notes.value.map(({ id, cents }) => [id, cents])).toEqual([
      ['guitar:1', 5],
      ['guitar:2', 0],
    ]);
  });

  test('forty notes are kept, ghosts are not', () => {
    const store = new BridgeStore();
    for (let index = 0; index < 50; index += 1) store.take('note', note({ id: `guitar:${index}` }));
    store.take('note', ghost({ id: 'guitar:99' }));
    expect(store.notes.value).toHaveLength(40);
    expect(store.notes.value.at(-1)?.id).toBe('guitar:49');
  });

  test('a new session begins with an empty page', () => {
    const store = new BridgeStore();
    begin(store, 'one');
    store.take('note', note());
    store.take('metrics', metrics());
    begin(store, 'one');
    expect(store.notes.value).toHaveLength(1);
    begin(store, 'two');
    expect(store.notes.value).toHaveLength(0);
    expect(store.metrics.value).toBeNull();
  });

  test('a session that ended is told with its result; another one goes on', () => {
    const store = new BridgeStore();
    begin(store, 'two');
    store.take('session', {
      session_id: 'one',
      state: 'ended',
      session: session({ session_id: 'one' }),
      result: OUTCOME,
    });
    expect(store.session.value?.session_id).toBe('two');
    store.take('session', {
      session_id: 'two',
      state: 'ended',
      session: session({ session_id: 'two' }),
      result: OUTCOME,
    });
    expect(store.session.value).toBeNull();
    expect(store.ended.value?.result.best_streak).toBe(9);
  });

  test('however fast the pitch comes, readers hear once a frame', async () => {
    const store = new BridgeStore();
    const reader = vi.fn();
    store.pitch.subscribe(reader);
    for (let cents = 0; cents < 20; cents += 1) store.take('pitch', pitch({ cents }));
    expect(reader).not.toHaveBeenCalled();
    await expect.poll(() => reader).toHaveBeenCalledTimes(1);
    expect(store.pitch.value?.cents).toBe(19);
  });
});

describe('the note of now', () => {
  test('moves with the pitch while it is the same note', () => {
    const now = nowOf(note({ name: 'Eb', midi: 63, octave: 4 }), pitch({ midi: 63, cents: -6 }), 0.5);
    expect(now).toMatchObject({ name: 'Eb', octave: 4, cents: -6, isSounding: true });
  });

  test('is the pitch itself before the note is known', () => {
    expect(nowOf(note(), pitch({ midi: 66, cents: 12 }), 0.5)).toMatchObject({ name: 'F#', octave: 4 });
  });

  test('stays the last note after its end, and is silent', () => {
    const now = nowOf(
      note({ phase: 'released', cents: 4 }),
      pitch({ hz: null, midi: null, cents: null }),
      0.5,
    );
    expect(now).toMatchObject({ name: 'A', cents: 4, isSounding: false, swell: 0 });
  });

  test('outside the scale it is outside, however well in tune', () => {
    const now = nowOf(note({ in_scale: false, score: 0, judgement: 'outside' }), pitch(), 0.5);
    expect(now.judged).toMatchObject({ score: 0, judgement: 'outside' });
  });

  test('without anything heard there is nothing', () => {
    expect(nowOf(null, null, 0.5)).toMatchObject({ name: null, cents: null, isSounding: false });
  });
});
