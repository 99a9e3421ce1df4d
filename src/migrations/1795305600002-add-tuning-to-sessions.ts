import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddTuningToSessions1795305600002 implements MigrationInterface {
  readonly name = 'AddTuningToSessions1795305600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions
        ADD COLUMN tuning varchar,
        ADD COLUMN scale_size integer,
        ADD COLUMN metrics_version integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE sessions DROP COLUMN tuning, DROP COLUMN scale_size, DROP COLUMN metrics_version',
    );
  }
}
