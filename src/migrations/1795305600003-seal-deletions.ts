import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deleting an ended session, or giving it another id, was refused by the foreign key of its metrics before the seal
 * could say why: this one looks before the row is touched. It leaves inserts alone, so a replay passes as before.
 */
export class SealDeletions1795305600003 implements MigrationInterface {
  readonly name = 'SealDeletions1795305600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION fretcoach_keep_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        erasing text := nullif(current_setting('fretcoach.erasing', true), '');
        is_erased boolean := TG_OP = 'DELETE' AND coalesce(OLD.user_id = erasing, false);
      BEGIN
        IF OLD.end_time IS NOT NULL AND NOT is_erased THEN
          RAISE EXCEPTION 'session % has ended and cannot be changed', OLD.id USING ERRCODE = 'SE001';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE TRIGGER keep_ended_beneath_metrics BEFORE UPDATE OF id OR DELETE ON sessions
      FOR EACH ROW EXECUTE FUNCTION fretcoach_keep_ended_session()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION fretcoach_keep_ended_session CASCADE');
  }
}
