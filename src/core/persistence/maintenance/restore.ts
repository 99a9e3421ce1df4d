import type { DataSource, QueryRunner } from 'typeorm';
import type { TableCounts } from './backup.js';
import { checkBackup, rowBatches } from './backup-lines.js';

/** Everything of a session but its end: with it, the database would take no metrics any more. */
const BEGIN_SESSIONS = `
  INSERT INTO sessions (id, session_id, user_id, start_time, scale_name, strictness, sensitivity,
    ambient_lighting_enabled, created_at, updated_at, tuning, scale_size, metrics_version)
  SELECT id, session_id, user_id, start_time, scale_name, strictness, sensitivity,
    ambient_lighting_enabled, created_at, updated_at, tuning, scale_size, metrics_version
  FROM json_populate_recordset(NULL::sessions, $1) ON CONFLICT DO NOTHING`;

const INSERT_METRICS = `
  INSERT INTO session_metrics SELECT * FROM json_populate_recordset(NULL::session_metrics, $1)
  ON CONFLICT DO NOTHING`;

const END_SESSIONS = `
  UPDATE sessions SET end_time = b.end_time, duration_seconds = b.duration_seconds, updated_at = b.updated_at,
    pitch_accuracy = b.pitch_accuracy, scale_conformity = b.scale_conformity, timing_stability = b.timing_stability,
    notes_detected_count = b.notes_detected_count, unique_notes_used = b.unique_notes_used,
    notes_in_scale = b.notes_in_scale, notes_out_of_scale = b.notes_out_of_scale
  FROM json_populate_recordset(NULL::sessions, $1) AS b
  WHERE sessions.id = b.id AND sessions.end_time IS NULL AND b.end_time IS NOT NULL`;

/**
 * Brings a backup into a database, whole or not at all. What is there already stays as it is.
 * @returns how many rows were added.
 */
export async function restore(source: DataSource, file: string): Promise<TableCounts> {
  await checkBackup(file);
  return source.transaction(async ({ queryRunner }) => {
    const runner = queryRunner as QueryRunner;
    const before = await countRows(runner);
    for await (const { table, rows } of rowBatches(file)) {
      await runner.query(table === 'sessions' ? BEGIN_SESSIONS : INSERT_METRICS, [`[${rows.join(',')}]`]);
    }
    for await (const { table, rows } of rowBatches(file)) {
      if (table === 'sessions') await runner.query(END_SESSIONS, [`[${rows.join(',')}]`]);
    }
    const after = await countRows(runner);
    return {
      sessions: after.sessions - before.sessions,
      session_metrics: after.session_metrics - before.session_metrics,
    };
  });
}

export async function countRows(by: { query(sql: string): Promise<unknown> }): Promise<TableCounts> {
  const [row] = (await by.query(`
    SELECT (SELECT count(*) FROM sessions)::float8 AS sessions,
      (SELECT count(*) FROM session_metrics)::float8 AS session_metrics`)) as [TableCounts];
  return row;
}
