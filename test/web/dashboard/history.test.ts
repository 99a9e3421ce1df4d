import { describe, expect, test } from 'vitest';
import {
  compare,
  earlierLike,
  noteScores,
  type Practised,
} from '../../../web/dashboard/history/comparison.js';
import { playedInWords } from '../../../web/dashboard/history/played-in-words.js';
import { reasonsOf } from '../../../web/dashboard/history/reasons.js';
import { byMinute, type MetricRow, seriesInWords, seriesOf } from '../../../web/dashboard/history/series.js';
import { loaderPage } from '../../../web/dashboard/overlays/loader-page.js';
import { overlayAddress, USUAL_LOOK } from '../../../web/dashboard/overlays/overlay-address.js';
import { daysInARow, weeksOf } from '../../../web/dashboard/progress/calendar.js';
import { trendInWords, trendOf } from '../../../web/dashboard/progress/trend.js';
import { readOptions, WIDGETS } from '../../../web/overlay/options.js';
import type { NoteRow, Progress, SessionRow } from '../../../web/shared/wire.js';
import { SAVED, row as savedRow } from '../support/saved-session.js';

function practice(day: number, about: Partial<SessionRow> = {}): SessionRow {
  const id = `day-${day}`;
  const start = new Date(2026, 10, day, 18);
  return {
    ...SAVED,
    id,
    session_id: id,
    start_time: start.toISOString(),
    end_time: new Date(start.getTime() + 600_000).toISOString(),
    duration_seconds: 600,
    pitch_accuracy: 0.7,
    timing_stability: 0.6,
    notes_detected_count: 100,
    notes_in_scale: 100,
    notes_out_of_scale: 0,
    ...about,
  };
}

function row(second: number, score: number | null): MetricRow {
  const timestamp = new Date(Date.UTC(2026, 10, 22, 17, 0, second)).toISOString();
  return { ...savedRow(second), timestamp, pitch_accuracy: score, note_detected: score !== null };
}
const START = new Date(Date.UTC(2026, 10, 22, 17));

describe('a session over time', () => {
  test('counts from its start, in percent, and keeps what is unknown unknown', () => {
    const series = seriesOf([row(0, null), row(1, 0.5), row(2, 0.805)], START);
    expect(series.seconds).toEqual([0, 1, 2]);
    expect(series.pitch).toEqual([null, 50, 80.5]);
    expect(seriesInWords(series)).toBe(
      'Scores over 1 min: pitch goes from 50 to 81, scale has no score, timing has no score.',
    );
  });

  test('an hour is thinned out to what a screen can show, its end included', () => {
    const rows = Array.from({ length: 10_000 }, (_, second) => row(second, 0.5));
    const { seconds } = seriesOf(rows, START);
    expect(seconds.length).toBeLessThan(1600);
    expect(seconds.at(-1)).toBe(9999);
  });

  test('is told minute by minute in the table', () => {
    const series = seriesOf([row(0, 0.2), row(59, 0.4), row(61, 0.6)], START);
    expect(byMinute(series).map(({ minute, pitch }) => [minute, pitch])).toEqual([
      [1, 40],
      [2, 60],
    ]);
  });
});

/** Notes of an A, so many cents off in turn; the timing is steady, or what is said of each note. */
function played(session: SessionRow, cents: readonly number[], timing = () => 0.6): Practised {
  const rows = Array.from({ length: 96 }, (_, index) => ({
    ...row(index, 0.5),
    detected_midi: 57 + (cents[index % cents.length] ?? 0) / 100,
    in_scale: true,
    timing_stability: timing(),
  }));
  return { session, rows };
}

describe('two sessions side by side', () => {
  const now = practice(22);

  test('all earlier ones with the same player, scale and settings are offered, newest first', () => {
    const others = [
      now,
      practice(21, { strictness: 0.7 }),
      practice(20, { scale_name: 'G Major' }),
      practice(19, { user_id: 'Ada' }),
      practice(12),
      practice(15),
    ];
    expect(earlierLike(now, others).map(({ session_id }) => session_id)).toEqual(['day-15', 'day-12']);
    expect(earlierLike(now, [now, practice(23)])).toEqual([]);
  });

  test('single notes score as they did when they were played', () => {
    expect(noteScores(played(now, [0, 20, 45])).slice(0, 3)).toEqual([1, expect.closeTo(0.692, 3), 0]);
    const wrong = played(now, [0]).rows.map((one) => ({ ...one, in_scale: false }));
    expect(noteScores({ session: now, rows: wrong })[0]).toBe(0);
    const heartbeats = wrong.map((one) => ({ ...one, note_detected: false }));
    expect(noteScores({ session: now, rows: heartbeats })).toEqual([]);
  });

  test('a change that the notes bear out is real, one within their ups and downs may be chance', () => {
    const before = played(practice(15, { pitch_accuracy: 0.6, timing_stability: 0.58 }), [0, 30, 12, 38]);
    const better = played(practice(22, { pitch_accuracy: 0.9, timing_stability: 0.6 }), [0, 6, 12, 20]);
    const [pitch, scale, timing] = compare(before, better);
    expect(pitch?.verdict).toBe('+30, real');
    expect(pitch?.interval?.low).toBeGreaterThan(0);
    expect(scale).toMatchObject({ verdict: 'same', interval: null });
    expect(timing?.verdict).toBe('+2, may be chance');
    const alike = played(practice(22, { pitch_accuracy: 0.62 }), [0, 30, 11, 38]);
    expect(compare(before, alike)[0]?.verdict).toBe('+2, may be chance');
  });

  test('too few notes say nothing, and no score is no score', () => {
    const few = { session: practice(15), rows: played(practice(15), [0]).rows.slice(0, 20) };
    const without = practice(22, { pitch_accuracy: null, timing_stability: 0.5 });
    expect(compare(few, { ...few, session: without }).map(({ verdict }) => verdict)).toEqual([
      'no score',
      'same',
      '−10, too few notes to tell',
    ]);
  });
});

describe('what a session says of itself', () => {
  const at = (minute: number, about: Partial<MetricRow>) => ({ ...row(60 * minute, 0.5), ...about });

  test('is where its scores were best, once they rest on enough notes', () => {
    const start = { start_time: START.toISOString() };
    const rows = Array.from({ length: 40 }, (_, minute) =>
      at(minute, { pitch_accuracy: minute === 35 ? 0.95 : 0.6, timing_stability: minute === 2 ? 1 : 0.7 }),
    );
    expect(reasonsOf(practice(22, start), rows)).toEqual({
      pitch: 'Best 32 notes: 95, in minute 36.',
      scale: 'All 6 notes. 0 of 100 outside.',
      timing: 'Steadiest 16 notes: 70, in minute 16.',
    });
    const few = reasonsOf(practice(22, { ...start, notes_detected_count: 2, timing_stability: null }), []);
    expect(few).toMatchObject({ pitch: 'Mean over 2 notes.', timing: 'Needs three notes to say something.' });
  });

  test('is which note a moment was', () => {
    const g = { midi: 55, name: 'G', octave: 3 } as NoteRow;
    const inWords = playedInWords(practice(22), [g]);
    expect(inWords(at(0, { detected_midi: 54.78, in_scale: true }))).toBe('G3, 22 cents flat');
    expect(inWords(at(0, { detected_midi: 55, in_scale: false }))).toBe('G3, outside the scale');
    expect(inWords(row(0, null))).toBe('');
  });
});

describe('progress', () => {
  const sunday = new Date(2026, 10, 22, 20);
  const day = (date: number, about: Partial<Progress['items'][number]> = {}) => ({
    date: `2026-11-${date}`,
    scale_name: 'A Minor Blues',
    sessions: 1,
    duration_seconds: 600,
    notes_detected_count: 100,
    pitch_accuracy: 0.7,
    scale_conformity: 1,
    timing_stability: 0.6,
    ...about,
  });

  test('weeks begin on Monday and end with this one', () => {
    const weeks = weeksOf([day(22), day(16)], 12, sunday);
    expect(weeks).toHaveLength(12);
    const last = weeks.at(-1);
    expect(last?.start).toEqual(new Date(2026, 10, 16));
    expect(last?.days.map((one) => one?.seconds ?? 0)).toEqual([600, 0, 0, 0, 0, 0, 600]);
    expect(last?.days[6]?.score).toBeCloseTo(0.65);
  });

  test('days in a row need five minutes each; today may still come', () => {
    expect(daysInARow([day(21), day(20), day(19, { duration_seconds: 60 })], sunday)).toBe(2);
    expect(daysInARow([], sunday)).toBe(0);
  });

  test('a week that goes better than the month says by how much', () => {
    const rising = [day(10, { pitch_accuracy: 0.5 }), day(21, { pitch_accuracy: 0.9 }), day(22)];
    expect(trendInWords(trendOf(rising, 'pitch_accuracy'))).toMatch(/^\d+ above your month\.$/);
    expect(trendInWords(trendOf([day(22)], 'timing_stability'))).toBe('As over the month.');
    const falling = [day(10), day(22, { timing_stability: 0.1 })];
    expect(trendInWords(trendOf(falling, 'timing_stability'))).toMatch(/^\d+ below your month\.$/);
    expect(trendInWords(trendOf([day(22, { pitch_accuracy: null })], 'pitch_accuracy'))).toBe(
      'No score yet.',
    );
  });
});

describe('the address of an overlay', () => {
  test('says only what is not usual', () => {
    expect(overlayAddress('http://127.0.0.1:22100', 'note', USUAL_LOOK)).toBe(
      'http://127.0.0.1:22100/overlay/note',
    );
    const look = { ...USUAL_LOOK, theme: 'light', isBare: true, scale: 150, align: 'bottom' } as const;
    expect(overlayAddress('http://x', 'tuner', look)).toBe(
      'http://x/overlay/tuner?theme=light&bg=none&scale=1.5&align=bottom',
    );
  });

  test('names own colours, another A, another tuning and the widgets where they make a difference', () => {
    const look = {
      ...USUAL_LOOK,
      palette: 'own',
      stops: ['#ff0000', '#ffff00', '#00ff00'],
      a4: 442,
      tuning: 'drop d',
      widgets: ['note', 'fretboard'],
    } as const;
    const search = (name: string) => new URL(overlayAddress('http://x', name, look)).search;
    expect(search('compose')).toBe(
      '?widget=note,fretboard&palette=ff0000,ffff00,00ff00&tuning=drop+d&a4=442',
    );
    const allButTwo = {
      ...USUAL_LOOK,
      widgets: WIDGETS.filter((name) => name !== 'card' && name !== 'streak'),
    };
    expect(overlayAddress('http://x', 'compose', allButTwo)).toBe(
      'http://x/overlay/compose?hide=streak,card',
    );
    expect(search('note')).toBe('?palette=ff0000,ffff00,00ff00&a4=442');
    expect(search('fretboard')).toBe('?palette=ff0000,ffff00,00ff00&tuning=drop+d');
    const read = readOptions(new URL(overlayAddress('http://x', 'compose', look)));
    expect(read).toMatchObject({
      widgets: ['note', 'fretboard'],
      stops: look.stops,
      a4: 442,
      tuning: 'drop d',
    });
  });

  test('cannot break out of the loader page', () => {
    const page = loaderPage('http://x/overlay/note?font=</script><script>alert(1)');
    expect(page.match(/<script>/g)).toHaveLength(1);
  });
});
