import { Column, CreateDateColumn, PrimaryColumn } from 'typeorm';

/** What a practice and each moment of it have in common: an id, three scores, and when the row was made. */
export abstract class ScoredEntity {
  /** UUIDv7, made by the bridge. */
  @PrimaryColumn('uuid')
  id!: string;

  /** 0 to 1; `null` without evidence, as the other two. */
  @Column('double precision', { name: 'pitch_accuracy', nullable: true })
  pitchAccuracy!: number | null;

  @Column('double precision', { name: 'scale_conformity', nullable: true })
  scaleConformity!: number | null;

  @Column('double precision', { name: 'timing_stability', nullable: true })
  timingStability!: number | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
