import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1795305600000 implements MigrationInterface {
  readonly name = 'CreateSessions1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
        user_id varchar,
        session_id varchar NOT NULL,
        start_time timestamptz NOT NULL,
        end_time timestamptz,
        duration_seconds double precision,
        scale_name varchar NOT NULL,
        strictness double precision NOT NULL,
        sensitivity double precision NOT NULL,
        pitch_accuracy double precision,
        scale_conformity double precision,
        timing_stability double precision,
        notes_detected_count integer,
        unique_notes_used integer,
        notes_in_scale integer,
        notes_out_of_scale integer,
        ambient_lighting_enabled boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX sessions_session_id_key ON sessions (session_id)');
    await runner.query('CREATE INDEX sessions_by_user ON sessions (user_id, start_time DESC, id DESC)');
    await runner.query(`
      CREATE TABLE session_metrics (
        id uuid CONSTRAINT session_metrics_pkey PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT session_metrics_session_id_fkey REFERENCES sessions (id),
        "timestamp" timestamptz NOT NULL,
        pitch_accuracy double precision,
        scale_conformity double precision,
        timing_stability double precision,
        detected_pitch_hz double precision,
        detected_midi double precision,
        pitch_class integer,
        in_scale boolean,
        note_detected boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(
      'CREATE INDEX session_metrics_by_session ON session_metrics (session_id, "timestamp")',
    );
    await runner.query('CREATE INDEX session_metrics_by_time ON session_metrics USING brin ("timestamp")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session_metrics');
    await runner.query('DROP TABLE sessions');
  }
}
