import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { ScoredEntity } from './scored-entity.js';
import { SessionEntity } from './session-entity.js';

/** One played note, or one heartbeat. Written once, never changed. */
@Entity('session_metrics')
@Index('session_metrics_by_session', ['sessionId', 'timestamp'])
@Index('session_metrics_by_time', { synchronize: false }) // BRIN: see the migration
export class SessionMetricEntity extends ScoredEntity {
  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'session_metrics_session_id_fkey' })
  session!: SessionEntity;

  @Column('timestamptz')
  timestamp!: Date;

  @Column('double precision', { name: 'detected_pitch_hz', nullable: true })
  detectedPitchHz!: number | null;

  /** A float: 60.5 is a quarter tone above middle C. */
  @Column('double precision', { name: 'detected_midi', nullable: true })
  detectedMidi!: number | null;

  @Column('integer', { name: 'pitch_class', nullable: true })
  pitchClass!: number | null;

  @Column('boolean', { name: 'in_scale', nullable: true })
  inScale!: boolean | null;

  /** False for heartbeats. */
  @Column('boolean', { name: 'note_detected' })
  noteDetected!: boolean;
}
