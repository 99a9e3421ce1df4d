import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * After its end a session cannot change, and a metric row never can. The triggers run after a statement and look at
 * the rows it really touched, so that a replay which inserts nothing passes. Whoever inserts metrics holds a share of
 * the session's row: an end that comes meanwhile waits until they are in.
 *
 * SQLSTATE `SE001`: the session has ended; `SE002`: metric rows are final.
 * The one way around is `fretcoach.erasing`, set to a user's id for one transaction by `fretcoach db erase-user`.
 */
export class SealEndedSessions1795305600001 implements MigrationInterface {
  readonly name = 'SealEndedSessions1795305600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SESSIONS, ...METRICS, ...TRUNCATION]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION fretcoach_keep_ended_sessions CASCADE');
    await runner.query('DROP FUNCTION fretcoach_refuse_late_metrics CASCADE');
    await runner.query('DROP FUNCTION fretcoach_keep_metrics CASCADE');
    await runner.query('DROP FUNCTION fretcoach_refuse_truncate CASCADE');
  }
}

const SESSIONS = [
  `CREATE FUNCTION fretcoach_keep_ended_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    sealed uuid;
    erasing text := nullif(current_setting('fretcoach.erasing', true), '');
  BEGIN
    SELECT id INTO sealed FROM before
      WHERE end_time IS NOT NULL
        AND NOT (TG_OP = 'DELETE' AND erasing IS NOT NULL AND user_id IS NOT DISTINCT FROM erasing)
      LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'session % has ended and cannot be changed', sealed USING ERRCODE = 'SE001';
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER keep_ended_on_update AFTER UPDATE ON sessions REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_keep_ended_sessions()`,
  `CREATE TRIGGER keep_ended_on_delete AFTER DELETE ON sessions REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_keep_ended_sessions()`,
];

const METRICS = [
  `CREATE FUNCTION fretcoach_refuse_late_metrics() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    sealed uuid;
  BEGIN
    PERFORM 1 FROM sessions WHERE id IN (SELECT session_id FROM added) ORDER BY id FOR SHARE;
    SELECT id INTO sealed FROM sessions
      WHERE id IN (SELECT session_id FROM added) AND end_time IS NOT NULL LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'session % has ended and takes no more metrics', sealed USING ERRCODE = 'SE001';
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER refuse_late AFTER INSERT ON session_metrics REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_refuse_late_metrics()`,
  `CREATE FUNCTION fretcoach_keep_metrics() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    erasing text := nullif(current_setting('fretcoach.erasing', true), '');
    kept uuid;
  BEGIN
    SELECT before.id INTO kept FROM before
      WHERE NOT (TG_OP = 'DELETE' AND erasing IS NOT NULL
        AND EXISTS (SELECT FROM sessions WHERE sessions.id = before.session_id AND user_id = erasing))
      LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'metric % is final', kept USING ERRCODE = 'SE002';
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER keep_on_update AFTER UPDATE ON session_metrics REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_keep_metrics()`,
  `CREATE TRIGGER keep_on_delete AFTER DELETE ON session_metrics REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_keep_metrics()`,
];

const TRUNCATION = [
  `CREATE FUNCTION fretcoach_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% cannot be truncated', TG_TABLE_NAME USING ERRCODE = 'SE001';
  END $$`,
  `CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON sessions
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_refuse_truncate()`,
  `CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON session_metrics
    FOR EACH STATEMENT EXECUTE FUNCTION fretcoach_refuse_truncate()`,
];
