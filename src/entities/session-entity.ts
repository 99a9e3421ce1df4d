import { Column, Entity, Index, UpdateDateColumn } from 'typeorm';
import { ScoredEntity } from './scored-entity.js';

/** One practice. What only its end knows is null while it runs; after the end the database lets nothing change. */
@Entity('sessions')
@Index('sessions_by_user', { synchronize: false }) // descending: see the migration
export class SessionEntity extends ScoredEntity {
  @Column('varchar', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** The id once more, as text. */
  @Column('varchar', { name: 'session_id' })
  @Index('sessions_session_id_key', { unique: true })
  sessionId!: string;

  @Column('timestamptz', { name: 'start_time' })
  startTime!: Date;

  @Column('timestamptz', { name: 'end_time', nullable: true })
  endTime!: Date | null;

  @Column('double precision', { name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  @Column('varchar', { name: 'scale_name' })
  scaleName!: string;

  @Column('double precision')
  strictness!: number;

  @Column('double precision')
  sensitivity!: number;

  @Column('integer', { name: 'notes_detected_count', nullable: true })
  notesDetected!: number | null;

  @Column('integer', { name: 'unique_notes_used', nullable: true })
  uniqueNotesUsed!: number | null;

  @Column('integer', { name: 'notes_in_scale', nullable: true })
  notesInScale!: number | null;

  @Column('integer', { name: 'notes_out_of_scale', nullable: true })
  notesOutOfScale!: number | null;

  @Column('boolean', { name: 'ambient_lighting_enabled' })
  ambientLighting!: boolean;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  /** Beyond the reference. Such as `drop D`. */
  @Column('varchar', { nullable: true })
  tuning!: string | null;

  /** Beyond the reference. Pitch classes in the scale: what `unique_notes_used` is out of. */
  @Column('integer', { name: 'scale_size', nullable: true })
  scaleSize!: number | null;

  /** Beyond the reference. Version of the rules that scored this practice; only equal ones compare. */
  @Column('integer', { name: 'metrics_version', nullable: true })
  metricsVersion!: number | null;
}
