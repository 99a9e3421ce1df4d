import { describe, expect, test } from 'vitest';
import { compare, earlierLike } from '../../../web/dashboard/history/comparison.js';
import { byMinute, type MetricRow, seriesInWords, seriesOf } from '../../../web/dashboard/history/series.js';
import { loaderPage } from '../../../web/dashboard/overlays/loader-page.js';
import { overlayAddress, USUAL_LOOK } from '../../../web/dashboard/overlays/overlay-address.js';
import { dailyStreak, weeksOf } from '../../../web/dashboard/progress/calendar.js';
import { progressFrom } from '../../../web/dashboard/progress/progress-of-all.js';
import type { SessionRow } from '../../../web/shared/wire.js';

function practice(day: number, about: Partial<SessionRow> = {}): SessionRow {
  const id = `day-${day}`;
  const start = new Date(2026, 10, day, 18);
  return {
    id,
    session_id: id,
    user_id: null,
    start_time: start.toISOString(),
    end_time: new Date(start.getTime() + 600_000).toISOString(),
    duration_seconds: 600,
    scale_name: 'A Minor Blues',
    strictness: 0.5,
    sensitivity: 0.5,
    pitch_accuracy: 0.7,
    scale_conformity: 1,
    timing_stability: 0.6,
    notes_detected_count: 100,
    unique_notes_used: 6,
    notes_in_scale: 100,
    notes_out_of_scale: 0,
    ambient_lighting_enabled: true,
    tuning: 'Standard',
    scale_size: 6,
    metrics_version: 1,
    ...about,
  };
}

function row(second: number, score: number | null): MetricRow {
  return {
    id: String(second),
    session_id: 's',
    timestamp: new Date(Date.UTC(2026, 10, 22, 17, 0, second)).toISOString(),
    pitch_accuracy: score,
    scale_conformity: null,
    timing_stability: null,
    detected_pitch_hz: null,
    detected_midi: null,
    pitch_class: null,
    in_scale: null,
    note_detected: score !== null,
  };
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

describe('two sessions side by side', () => {
  test('the last one with the same scale and settings is taken', () => {
    const now = practice(22);
    const others = [
      now,
      practice(21, { strictness: 0.7 }),
      practice(20, { scale_name: 'G Major' }),
      practice(12),
      practice(15),
    ];
    expect(earlierLike(now, others)?.session_id).toBe('day-15');
    expect(earlierLike(now, [now, practice(23)])).toBeNull();
  });

  test('a change within the usual ups and downs may be chance', () => {
    const now = practice(22, { pitch_accuracy: 0.76, timing_stability: null });
    const others = [10, 11, 12, 13, 14].map((day, index) =>
      practice(day, { pitch_accuracy: 0.66 + index * 0.02 }),
    );
    const verdicts = compare(now, practice(14, { pitch_accuracy: 0.74 }), [now, ...others]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['+2, may be chance', 'same', 'no score']);
  });

  test('a change far beyond them is real, once there are enough days to tell', () => {
    const now = practice(22, { pitch_accuracy: 0.9 });
    const others = [10, 11, 12, 13].map((day) => practice(day, { pitch_accuracy: 0.7 + (day % 2) * 0.01 }));
    expect(compare(now, practice(13), [now, ...others])[0]?.verdict).toBe('+20, real');
    expect(compare(now, practice(13), [now, ...others.slice(2)])[0]?.verdict).toBe('+20, may be chance');
  });
});

describe('progress', () => {
  const sunday = new Date(2026, 10, 22, 20);

  test('weeks begin on Monday and end with this one', () => {
    const weeks = weeksOf(progressFrom([practice(22), practice(16)]).items, 12, sunday);
    expect(weeks).toHaveLength(12);
    const last = weeks.at(-1);
    expect(last?.start).toEqual(new Date(2026, 10, 16));
    expect(last?.days.map((day) => day?.seconds ?? 0)).toEqual([600, 0, 0, 0, 0, 0, 600]);
    expect(last?.days[6]?.score).toBeCloseTo(0.65);
  });

  test('days in a row need five minutes each; today may still come', () => {
    const items = progressFrom([practice(21), practice(20), practice(19, { duration_seconds: 60 })]).items;
    expect(dailyStreak(items, sunday)).toBe(2);
    expect(dailyStreak([], sunday)).toBe(0);
  });

  test('bests know their session; a running one does not count', () => {
    const sessions = [
      practice(20),
      practice(21, { pitch_accuracy: 0.9 }),
      practice(22, { end_time: null, pitch_accuracy: 1 }),
    ];
    expect(progressFrom(sessions).personal_bests[0]?.pitch_accuracy).toMatchObject({
      value: 0.9,
      session_id: 'day-21',
    });
  });
});

describe('the address of an overlay', () => {
  test('says only what is not usual', () => {
    expect(overlayAddress('http://127.0.0.1:22100', 'note', USUAL_LOOK)).toBe(
      'http://127.0.0.1:22100/overlay/note',
    );
    const look = { ...USUAL_LOOK, theme: 'light' as const, isBare: true, scale: 150, align: 'bottom' };
    expect(overlayAddress('http://x', 'tuner', look)).toBe(
      'http://x/overlay/tuner?theme=light&bg=none&scale=1.5&align=bottom',
    );
  });

  test('cannot break out of the loader page', () => {
    const page = loaderPage('http://x/overlay/note?font=</script><script>alert(1)');
    expect(page.match(/<script>/g)).toHaveLength(1);
  });
});
