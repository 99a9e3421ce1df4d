import type { DataSource } from 'typeorm';
import type { SessionId } from '../events/session-events.js';
import { noteStatistics, type PitchTally, weakestNotes } from '../session/history/note-statistics.js';
import type { ProgressQuery, SessionReader } from '../session/history/session-reader.js';
import { isUuid } from '../session/uuid-v7.js';
import type { NoteRow, ProgressData } from '../wire/index.js';

const WEEK = 7 * 24 * 3600 * 1000;

/** A short practice may be perfect by luck: a personal best needs this many notes. */
const NOTES_FOR_A_BEST = 20;

/** Pitches to the cent: enough for every figure, and few enough to be counted here under each practice's own rules. */
const TALLY = `
  SELECT s.scale_name AS "scaleName", s.strictness, round(m.detected_midi::numeric, 2)::float8 AS pitch,
    m.in_scale AS "inScale", count(*)::int AS count
  FROM session_metrics m JOIN sessions s ON s.id = m.session_id
  WHERE m.note_detected AND m.detected_midi IS NOT NULL AND m.in_scale IS NOT NULL AND `;

const BY_PITCH = ' GROUP BY 1, 2, 3, 4';

const DAYS = `
  SELECT to_char(start_time AT TIME ZONE $3, 'YYYY-MM-DD') AS date, scale_name, count(*)::int AS sessions,
    coalesce(sum(duration_seconds), 0) AS duration_seconds,
    coalesce(sum(notes_detected_count), 0)::int AS notes_detected_count,
    ${weighted('pitch_accuracy')}, ${weighted('scale_conformity')}, ${weighted('timing_stability')}
  FROM sessions
  WHERE ($1::varchar IS NULL OR user_id = $1) AND start_time >= $2 AND end_time IS NOT NULL AND ($4::varchar[] IS NULL OR scale_name = ANY($4))
  GROUP BY 1, 2 ORDER BY 1 DESC, 2`;

/** Among equals the first one counts. */
const BESTS = `
  SELECT DISTINCT ON (scale_name, metric) scale_name, metric, value, id AS session_id, start_time AS date
  FROM sessions, LATERAL (VALUES ('pitch_accuracy', pitch_accuracy), ('scale_conformity', scale_conformity),
    ('timing_stability', timing_stability)) AS scores (metric, value)
  WHERE ($1::varchar IS NULL OR user_id = $1) AND end_time IS NOT NULL AND value IS NOT NULL
    AND notes_detected_count >= ${NOTES_FOR_A_BEST} AND ($2::varchar[] IS NULL OR scale_name = ANY($2))
  ORDER BY scale_name, metric, value DESC, start_time`;

interface BestRow {
  readonly scale_name: string;
  readonly metric: 'pitch_accuracy' | 'scale_conformity' | 'timing_stability';
  readonly value: number;
  readonly session_id: string;
  readonly date: Date;
}

type Bests = ProgressData['personal_bests'][number];

/** Lets the database count, and judges here. */
export class TypeOrmSessionReader implements SessionReader {
  /** `zone` says where days begin, such as `Europe/Berlin`. */
  constructor(
    private readonly source: () => DataSource,
    private readonly now: () => Date,
    private readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  ) {}

  async notes(id: SessionId): Promise<NoteRow[]> {
    if (!isUuid(id)) return [];
    return noteStatistics(await this.source().query(`${TALLY} m.session_id = $1 ${BY_PITCH}`, [id]));
  }

  async progress({ userId, weeks, ...query }: ProgressQuery): Promise<ProgressData> {
    const scaleNames = query.scaleNames ?? null;
    const since = new Date(this.now().getTime() - weeks * WEEK);
    const [items, bests, tallies] = await Promise.all([
      this.source().query(DAYS, [userId, since, this.zone, scaleNames]),
      this.source().query(BESTS, [userId, scaleNames]),
      this.tallies(userId, since, scaleNames),
    ]);
    return {
      items,
      personal_bests: personalBests(bests),
      weakest_notes: weakestNotes(noteStatistics(tallies)),
    };
  }

  private tallies(
    userId: string | null,
    since: Date,
    scaleNames: readonly string[] | null,
  ): Promise<PitchTally[]> {
    const whose = `($1::varchar IS NULL OR s.user_id = $1) AND s.start_time >= $2
      AND ($3::varchar[] IS NULL OR s.scale_name = ANY($3))`;
    return this.source().query(TALLY + whose + BY_PITCH, [userId, since, scaleNames]);
  }
}

/** A mean over the sessions' notes, of those sessions that have a score. */
function weighted(column: string): string {
  const notes = `sum(notes_detected_count) FILTER (WHERE ${column} IS NOT NULL)`;
  return `sum(${column} * notes_detected_count) / nullif(${notes}, 0) AS ${column}`;
}

const NO_BEST = { value: null, session_id: null, date: null };

function personalBests(rows: readonly BestRow[]): Bests[] {
  const bests = new Map<string, Bests>();
  for (const { scale_name, metric, value, session_id, date } of rows) {
    const none = {
      scale_name,
      pitch_accuracy: NO_BEST,
      scale_conformity: NO_BEST,
      timing_stability: NO_BEST,
    };
    const best = { value, session_id, date: date.toISOString() };
    bests.set(scale_name, { ...(bests.get(scale_name) ?? none), [metric]: best });
  }
  return [...bests.values()];
}
