import type { JournalRecord } from '../journal/record.js';
import { arrayParameter, type ColumnType } from './array-parameter.js';

/** One statement of a batch; `name` lets the server plan it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A statement that takes each of its columns as an array. */
interface ColumnStatement {
  readonly name: string;
  readonly text: string;
  readonly types: readonly ColumnType[];
}

/** The types are those that the text casts its parameters to. */
function overColumns(name: string, text: string): ColumnStatement {
  const types = [...text.matchAll(/\$\d+::(\w+)\[\]/g)].map(([, type]) => type as ColumnType);
  return { name, text, types };
}

type Kind = JournalRecord['kind'];
type Of<K extends Kind> = Extract<JournalRecord, { kind: K }>;

const INSERT_SESSIONS = overColumns(
  'begin_sessions',
  `
  INSERT INTO sessions (id, session_id, user_id, start_time, scale_name, strictness, sensitivity,
    ambient_lighting_enabled, tuning, scale_size, metrics_version)
  SELECT id, id::text, user_id, to_timestamp(start_ms / 1000), scale_name, strictness, sensitivity,
    ambient, tuning, scale_size, metrics_version
  FROM unnest($1::uuid[], $2::varchar[], $3::float8[], $4::varchar[], $5::float8[], $6::float8[], $7::boolean[],
    $8::varchar[], $9::integer[], $10::integer[])
    AS s (id, user_id, start_ms, scale_name, strictness, sensitivity, ambient, tuning, scale_size, metrics_version)
  ON CONFLICT DO NOTHING`,
);

const INSERT_METRICS = overColumns(
  'append_metrics',
  `
  INSERT INTO session_metrics (id, session_id, "timestamp", pitch_accuracy, scale_conformity, timing_stability,
    detected_pitch_hz, detected_midi, pitch_class, in_scale, note_detected)
  SELECT id, session_id, to_timestamp(ms / 1000), pitch, scale, timing, hz, midi, pitch_class, in_scale, detected
  FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[],
    $8::float8[], $9::integer[], $10::boolean[], $11::boolean[])
    AS m (id, session_id, ms, pitch, scale, timing, hz, midi, pitch_class, in_scale, detected)
  ON CONFLICT DO NOTHING`,
);

/** An end that came before is final: a second one touches no row. */
const END_SESSIONS = overColumns(
  'end_sessions',
  `
  UPDATE sessions SET end_time = to_timestamp(end_ms / 1000), updated_at = now(),
    duration_seconds = greatest(0, extract(epoch FROM to_timestamp(end_ms / 1000) - start_time)),
    pitch_accuracy = pitch, scale_conformity = scale, timing_stability = timing,
    notes_detected_count = notes, unique_notes_used = uniques, notes_in_scale = inside, notes_out_of_scale = outside
  FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::integer[], $7::integer[],
    $8::integer[], $9::integer[]) AS e (ended, end_ms, pitch, scale, timing, notes, uniques, inside, outside)
  WHERE id = ended AND end_time IS NULL`,
);

/** The last metric is the best word there is on a session whose bridge went away. */
const ABANDON_SESSIONS = overColumns(
  'abandon_sessions',
  `
  UPDATE sessions SET end_time = coalesce(last.at, start_time), updated_at = now(),
    duration_seconds = greatest(0, extract(epoch FROM coalesce(last.at, start_time) - start_time)),
    pitch_accuracy = last.pitch, scale_conformity = last.scale, timing_stability = last.timing,
    notes_detected_count = notes.inside + notes.outside, notes_in_scale = notes.inside,
    notes_out_of_scale = notes.outside, unique_notes_used = notes.uniques
  FROM unnest($1::uuid[]) AS abandoned (lost)
  LEFT JOIN LATERAL (
    SELECT "timestamp" AS at, pitch_accuracy AS pitch, scale_conformity AS scale, timing_stability AS timing
    FROM session_metrics WHERE session_id = lost ORDER BY "timestamp" DESC, id DESC LIMIT 1) AS last ON true
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE in_scale) AS inside, count(*) FILTER (WHERE NOT in_scale) AS outside,
      count(DISTINCT pitch_class) FILTER (WHERE in_scale) AS uniques
    FROM session_metrics WHERE session_id = lost AND note_detected) AS notes
  WHERE sessions.id = lost AND sessions.end_time IS NULL`,
);

/**
 * The statements that store records, in their order as far as it matters: sessions, then metrics, then ends. What
 * comes after an end of the same session begins a new round.
 */
export function statementsFor(records: readonly JournalRecord[]): Statement[] {
  return rounds(records).flatMap((round) => [
    ...statement(INSERT_SESSIONS, round.begin, BEGIN_COLUMNS),
    ...statement(INSERT_METRICS, round.metric, METRIC_COLUMNS),
    ...statement(END_SESSIONS, round.end, END_COLUMNS),
    ...statement(ABANDON_SESSIONS, round.abandon, ABANDON_COLUMNS),
  ]);
}

type Round = { readonly [K in Kind]: Of<K>[] };

function rounds(records: readonly JournalRecord[]): Round[] {
  const all: Round[] = [];
  let round = { begin: [], metric: [], end: [], abandon: [] } as Round;
  let ended = new Set<string>();
  for (const record of records) {
    if (ended.has(sessionOf(record))) {
      all.push(round);
      round = { begin: [], metric: [], end: [], abandon: [] };
      ended = new Set();
    }
    if (record.kind === 'end' || record.kind === 'abandon') ended.add(sessionOf(record));
    (round[record.kind] as JournalRecord[]).push(record);
  }
  return [...all, round];
}

export function sessionOf(record: JournalRecord): string {
  switch (record.kind) {
    case 'begin':
      return record.start.id;
    case 'metric':
      return record.row.sessionId;
    case 'end':
      return record.end.id;
    case 'abandon':
      return record.id;
  }
}

type Columns<K extends Kind> = readonly ((record: Of<K>) => unknown)[];

const BEGIN_COLUMNS: Columns<'begin'> = [
  ({ start }) => start.id,
  ({ start }) => start.userId,
  ({ start }) => start.startTime.getTime(),
  ({ start }) => start.scaleName,
  ({ start }) => start.strictness,
  ({ start }) => start.sensitivity,
  ({ start }) => start.ambientLighting,
  ({ start }) => start.tuning,
  ({ start }) => start.scaleSize,
  ({ start }) => start.metricsVersion,
];

const METRIC_COLUMNS: Columns<'metric'> = [
  ({ row }) => row.id,
  ({ row }) => row.sessionId,
  ({ row }) => row.timestamp.getTime(),
  ({ row }) => row.pitchAccuracy,
  ({ row }) => row.scaleConformity,
  ({ row }) => row.timingStability,
  ({ row }) => row.detectedPitchHz,
  ({ row }) => row.detectedMidi,
  ({ row }) => row.pitchClass,
  ({ row }) => row.inScale,
  ({ row }) => row.noteDetected,
];

const END_COLUMNS: Columns<'end'> = [
  ({ end }) => end.id,
  ({ end }) => end.endTime.getTime(),
  ({ end }) => end.pitchAccuracy,
  ({ end }) => end.scaleConformity,
  ({ end }) => end.timingStability,
  ({ end }) => end.notesDetected,
  ({ end }) => end.uniqueNotesUsed,
  ({ end }) => end.notesInScale,
  ({ end }) => end.notesOutOfScale,
];

const ABANDON_COLUMNS: Columns<'abandon'> = [({ id }) => id];

function statement<K extends Kind>(
  { name, text, types }: ColumnStatement,
  records: Of<K>[],
  columns: Columns<K>,
): Statement[] {
  if (records.length === 0) return [];
  const values = columns.map((column, i) => arrayParameter(types[i] as ColumnType, records.map(column)));
  return [{ name, text, values }];
}
